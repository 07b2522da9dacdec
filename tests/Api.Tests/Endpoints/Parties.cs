using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Parties of a running product, each as a client with its token.</summary>
internal static class Parties
{
    /// <summary>Ends a registry and its folder. Stopped first: what works in the background ends its write, and puts no file back into a folder that is being deleted.</summary>
    internal static async ValueTask End(this WebApplication app, string folder)
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>An operator's client, made behind the API.</summary>
    internal static async Task<HttpClient> Operator(this WebApplication app, string clientId, string party, params string[] scopes)
    {
        var secret = ClientSecret.New();
        await app.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>(clientId).Create(new NewClient(secret, Role.Operator, party, [.. scopes]));
        return await app.LoggedIn(clientId, secret);
    }

    /// <summary>A carrier or platform that an operator adds.</summary>
    internal static async Task<HttpClient> Add(this WebApplication app, HttpClient asOperator, string path, string body)
    {
        var made = JsonNode.Parse(await (await asOperator.Command("POST", path, body).ShouldBe(201)).Content.ReadAsStringAsync())!;
        return await app.LoggedIn(made["clientId"]!.GetValue<string>(), made["clientSecret"]!.GetValue<string>());
    }

    internal static async Task<HttpClient> LoggedIn(this WebApplication app, string clientId, string secret)
    {
        using var anonymous = Edge.ClientOf(app);
        var answer = await anonymous.PostAsync("/connect/token", Edge.TokenForm(clientId, secret));
        var client = Edge.ClientOf(app);
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Json()).GetProperty("access_token").GetString());
        return client;
    }
}
