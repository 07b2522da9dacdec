using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Camara.Tests;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Silo.Hosting;

[assembly: AssemblyFixture(typeof(Registry))]

namespace RecycledNumbers.Camara.Tests;

/// <summary>The whole product on real Kestrel and SQLite: an operator, a carrier with a block, a platform that was granted every CAMARA scope.</summary>
public sealed class Registry : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"rn-camara-{Guid.NewGuid():N}");
    private int last;
    private (string Id, string Secret) platform;

    public WebApplication App { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    public HttpClient Operator { get; private set; } = null!;

    public HttpClient Carrier { get; private set; } = null!;

    /// <summary>The platform's client with all its scopes.</summary>
    public HttpClient Platform { get; private set; } = null!;

    /// <summary>Another platform's client with all its scopes.</summary>
    public HttpClient OtherPlatform { get; private set; } = null!;

    /// <summary>What the registry's clock says.</summary>
    internal DateTimeOffset Now => App.Services.GetRequiredKeyedService<TimeProvider>(RegistryTime.Key).GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        App = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", Path.Combine(folder, "keys"), "--Access:FailedTokensPerMinute", "0",
            "--Ledger:ConnectionString", $"Data Source={Database}", "--Webhooks:FirstRetry", "00:00:01", "--Ledger:CommandTimeout", "00:00:30", "--Logging:LogLevel:Default", "None",
        ]);
        await App.StartAsync();
        Anonymous = Client(token: null);
        var secret = ClientSecret.New();
        await App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>("operator.camara-test").Create(new NewClient(secret, Role.Operator, "operator:camara", ["admin"]));
        Operator = Client(await Token("operator.camara-test", secret));
        var carrier = await Register("/v1/admin/carriers", """{"id":"north","name":"North"}""");
        Carrier = Client(await Token(carrier.Id, carrier.Secret));
        platform = await Register("/v1/admin/platforms", $$"""{"id":"ride","name":"Ride","category":"ride-hailing","scopes":["{{string.Join("\",\"", CamaraScopes.All)}}"]}""");
        Platform = await With(scope: null);
        (OtherPlatform, _) = await NewPlatform("other");
        await Command(Operator, "/v1/admin/blocks", """{"carrier":"north","first":"+8613900000000","last":"+8613900999999"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        await Console.Out.WriteLineAsync(Conformance.Summary);
    }

    internal string NextNumber() => "+86139" + Interlocked.Increment(ref last).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>A number in service since a day.</summary>
    internal async Task<string> Assigned(string contractDate = "2024-03-10", string usage = "residential")
    {
        var number = NextNumber();
        await Command(Carrier, $"/v1/numbers/{number}/assign", $$"""{"subscriber":"customer","contractDate":"{{contractDate}}","usage":"{{usage}}"}""");
        return number;
    }

    internal async Task<string> Frozen()
    {
        var number = await Assigned();
        await Command(Carrier, $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""");
        return number;
    }

    internal Task Forward(string number, string kind) => Command(Carrier, $"/v1/numbers/{number}/forwarding/{kind}", """{"target":"+8613700000001"}""", HttpMethod.Put);

    /// <summary>The platform's client with one of its scopes, or all.</summary>
    internal async Task<HttpClient> With(string? scope) => Client(await Token(platform.Id, platform.Secret, scope));

    /// <summary>A platform that was granted every CAMARA scope.</summary>
    internal async Task<(HttpClient Client, string Id)> NewPlatform(string id)
    {
        var made = await Register("/v1/admin/platforms", $$"""{"id":"{{id}}","name":"{{id}}","category":"other","scopes":["{{string.Join("\",\"", CamaraScopes.All)}}"]}""");
        return (Client(await Token(made.Id, made.Secret)), id);
    }

    /// <summary>Moves the registry's clock, for everybody who asks this registry.</summary>
    internal async Task Pass(TimeSpan time)
    {
        using var answer = await Anonymous.PostAsync("/dev/clock", new StringContent($$"""{"advance":"{{time:c}}"}""", Encoding.UTF8, "application/json"));
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    /// <summary>A three-legged token of the platform.</summary>
    internal HttpClient Bound(string number, int generation = 1) => Client(App.Services.GetRequiredService<HolderTokens>().ForPlatform(
        new Caller(Role.Platform, "platform:ride", platform.Id), new BoundNumber(PhoneNumber.Parse(number), generation), [.. CamaraScopes.All]).AccessToken);

    internal HttpClient Client(string? token)
    {
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        var client = new HttpClient(handler) { BaseAddress = new Uri(App.Urls.Single()) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Makes a number's stored state unreadable: a fault that no caller is to blame for.</summary>
    internal async Task Spoil(string number)
    {
        await using var connection = new SqliteConnection($"Data Source={Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        // As a silo of the release before or a repair by hand would write it: without the facts beside it.
        command.CommandText = """update numbers set version = version + 1, state = '{"v":1,"number":{"tenure":{"generation":1,"since":"spoilt"},"coveredSince":"spoilt","sequence":1}}' where number = $number""";
        command.Parameters.AddWithValue("$number", number);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    internal static async Task Command(HttpClient client, string path, string body, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private string Database => Path.Combine(folder, "ledger.db");

    private async Task<(string Id, string Secret)> Register(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var made = await Read(await Operator.SendAsync(request));
        return (made.GetProperty("clientId").GetString()!, made.GetProperty("clientSecret").GetString()!);
    }

    private async Task<string> Token(string id, string secret, string? scope = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret };
        if (scope is not null) form["scope"] = scope;
        return (await Read(await Anonymous.PostAsync("/connect/token", new FormUrlEncodedContent(form)))).GetProperty("access_token").GetString()!;
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

internal static class Asking
{
    internal static Task<HttpResponseMessage> Ask(this HttpClient client, HttpMethod method, string path, string? correlator = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (correlator is not null) request.Headers.TryAddWithoutValidation("x-correlator", correlator);
        return client.SendAsync(request);
    }

    internal static Task<HttpResponseMessage> Ask(this HttpClient client, Operation operation, string body, string? correlator = null, string type = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, operation.Path) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (correlator is not null) request.Headers.TryAddWithoutValidation("x-correlator", correlator);
        return client.SendAsync(request);
    }
}
