using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Bench;

/// <summary>A client of the product in this process, made and logged in.</summary>
internal static class BenchLogin
{
    public static async Task<HttpClient> As(WebApplication app, Role role, params string[] scopes)
    {
        var secret = ClientSecret.New();
        await app.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>("bench").Create(new NewClient(secret, role, $"{role.ToString().ToLowerInvariant()}:bench", [.. scopes]));
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromHours(1) };
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "bench"), new("client_secret", secret)]);
        using var answer = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), form);
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
