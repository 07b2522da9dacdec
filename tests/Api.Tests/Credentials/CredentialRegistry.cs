using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Holders;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Api.Tests.Credentials;

/// <summary>The whole product in this process, where a status list is made anew each time it is asked for.</summary>
public sealed class CredentialRegistry : IAsyncLifetime
{
    internal const int MostPerNumber = 4;

    private readonly string folder = Directory.CreateTempSubdirectory("rn-credentials-").FullName;
    private long number;

    internal WebApplication App { get; private set; } = null!;

    internal HttpClient Anonymous { get; private set; } = null!;

    internal HttpClient North { get; private set; } = null!;

    internal HttpClient Ride { get; private set; } = null!;

    internal HolderTokens Tokens => App.Services.GetRequiredService<HolderTokens>();

    public async ValueTask InitializeAsync()
    {
        App = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", Path.Combine(folder, "keys"), "--Access:FailedTokensPerMinute", "0",
            "--Ledger:ConnectionString", $"Data Source={Path.Combine(folder, "ledger.db")}", "--Ledger:CommandTimeout", "00:00:30", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RecycledNumbers", "Error",
            "--Credentials:ListAge", "00:00:00", "--Credentials:MostPerNumber", MostPerNumber.ToString(CultureInfo.InvariantCulture),
        ]);
        await App.StartAsync();
        Anonymous = Edge.ClientOf(App);
        var asOperator = await App.Operator("dev.credentials", "operator:dev", "admin");
        North = await App.Add(asOperator, "/v1/admin/carriers", """{"id":"north","name":"North"}""");
        (await App.Add(asOperator, "/v1/admin/carriers", """{"id":"south","name":"South"}""")).Dispose();
        Ride = await App.Add(asOperator, "/v1/admin/platforms", """{"id":"ride","name":"Ride","category":"ride-hailing"}""");
        (await App.Add(asOperator, "/v1/admin/platforms", """{"id":"bank","name":"Bank","category":"bank"}""")).Dispose();
        await asOperator.Command("POST", "/v1/admin/blocks", """{"carrier":"north","first":"+8613900000000","last":"+8613900999999"}""").ShouldBe(201);
    }

    public ValueTask DisposeAsync() => App.End(folder);

    /// <summary>A number that no other test has, in service.</summary>
    internal async Task<string> Assigned()
    {
        var next = "+86139" + (700_000 + Interlocked.Increment(ref number)).ToString("D8", CultureInfo.InvariantCulture);
        await North.Command("POST", $"/v1/numbers/{next}/assign", """{"subscriber":"zhou"}""").ShouldBe(200);
        return next;
    }

    /// <summary>The holder of a number in its first tenure; HolderApiTests gets the same token by a code.</summary>
    internal HttpClient Holder(string held) => WithToken(Tokens.ForHolder(new BoundNumber(PhoneNumber.Parse(held), 1)));

    internal HttpClient WithToken(TokenAnswer token)
    {
        var client = Edge.ClientOf(App);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.AccessToken);
        return client;
    }

    /// <summary>A client of ride with the CAMARA scope and no holder.</summary>
    internal async Task<HttpClient> TwoLegged()
    {
        var secret = ClientSecret.New();
        await App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>("two-legged").Create(new NewClient(secret, Role.Platform, "platform:ride", ["kyc-tenure:check-tenure"]));
        return await App.LoggedIn("two-legged", secret);
    }
}
