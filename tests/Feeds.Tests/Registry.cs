using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Feeds.Tests;

/// <summary>The whole product on real Kestrel: a carrier with a block and one without, two platforms, a sender that was accredited. Its clock is moved by tests, ahead only.</summary>
public abstract class Registry : IAsyncLifetime
{
    private int last;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("rn-feeds-").FullName;

    public WebApplication App { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    public HttpClient Operator { get; private set; } = null!;

    public HttpClient Carrier { get; private set; } = null!;

    public HttpClient Ride { get; private set; } = null!;

    public HttpClient Bank { get; private set; } = null!;

    public HttpClient Sender { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", Path.Combine(Folder, "keys"), "--Access:FailedTokensPerMinute", "0",
            "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RecycledNumbers", "Error", .. await Database(),
        ]);
        await App.StartAsync();
        Anonymous = Client(token: null);
        var secret = ClientSecret.New();
        await App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>("operator.feeds").Create(new NewClient(secret, Role.Operator, "operator:feeds", ["admin"]));
        Operator = await LoggedIn("operator.feeds", secret);
        Carrier = await Add("/v1/admin/carriers", """{"id":"north","name":"North","policy":{"graceDays":0}}""");
        await Add("/v1/admin/carriers", """{"id":"south","name":"South"}""");
        Ride = await Add("/v1/admin/platforms", """{"id":"ride","name":"Ride","category":"ride-hailing"}""");
        Bank = await Add("/v1/admin/platforms", """{"id":"bank","name":"Bank","category":"bank"}""");
        Sender = await Add("/v1/admin/platforms", """{"id":"sender","name":"Sender","category":"messages","scopes":["deactivations"]}""");
        await Command(Operator, "/v1/admin/blocks", """{"carrier":"north","first":"+8613900000000","last":"+8613900999999"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Release();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Settings of an empty database.</summary>
    protected abstract Task<string[]> Database();

    /// <summary>Waits until nothing that was being written is still open: feeds stop below it, and the registry's own services write too.</summary>
    protected virtual Task Settle() => Task.CompletedTask;

    protected virtual ValueTask Release() => ValueTask.CompletedTask;

    /// <summary>A number in service with an account of each of these platforms; their tenure tokens.</summary>
    internal async Task<(string Number, string[] Tokens)> Bound(params HttpClient[] platforms)
    {
        var number = "+86139" + Interlocked.Increment(ref last).ToString("D8", CultureInfo.InvariantCulture);
        await Command(Carrier, $"/v1/numbers/{number}/assign", """{"subscriber":"first"}""");
        var tokens = new List<string>();
        foreach (var platform in platforms)
        {
            tokens.Add((await Command(platform, $"/v1/numbers/{number}/bindings", """{"account":"a"}"""))["tenureToken"]!.GetValue<string>());
        }

        return (number, [.. tokens]);
    }

    internal async Task Do(string number, string what, string body = "{}")
    {
        await Command(Carrier, $"/v1/numbers/{number}/{what}", body);
        await Settle();
    }

    internal Task Deactivate(string number) => Do(number, "deactivate", """{"reason":"arrears"}""");

    /// <summary>The day (UTC) that it is in the registry.</summary>
    internal async Task<DateOnly> Today() =>
        DateOnly.FromDateTime(DateTimeOffset.Parse((await Json(await Anonymous.GetAsync("/dev/clock")))["now"]!.GetValue<string>(), CultureInfo.InvariantCulture).UtcDateTime);

    /// <summary>Lets the day end, and gives it once its files are there.</summary>
    internal async Task<DateOnly> EndDay()
    {
        var day = await Today();
        await Json(await Anonymous.PostAsync("/dev/clock", Body("""{"advance":"1.00:00:00"}""")));
        await Wait.Until(async () => (await Sender.GetAsync($"/v1/feeds/numbers/daily?date={day:yyyy-MM-dd}")).IsSuccessStatusCode, TimeSpan.FromMinutes(4));
        return day;
    }

    internal async Task<JsonNode> Keys() => await Json(await Anonymous.GetAsync("/.well-known/jwks.json"));

    internal HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(App.Urls.Single()) };
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    internal static async Task<JsonNode> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!;
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<JsonNode> Command(HttpClient client, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await Json(await client.SendAsync(request));
    }

    private async Task<HttpClient> Add(string path, string body)
    {
        var made = await Command(Operator, path, body);
        return await LoggedIn(made["clientId"]!.GetValue<string>(), made["clientSecret"]!.GetValue<string>());
    }

    private async Task<HttpClient> LoggedIn(string id, string secret)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = id, ["client_secret"] = secret };
        return Client((await Json(await Anonymous.PostAsync("/connect/token", new FormUrlEncodedContent(form))))["access_token"]!.GetValue<string>());
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteRegistry : Registry
{
    protected override Task<string[]> Database() => Task.FromResult<string[]>(["--Ledger:ConnectionString", $"Data Source={Path.Combine(Folder, "ledger.db")}", "--Ledger:CommandTimeout", "00:00:30"]);

    protected override ValueTask Release()
    {
        SqliteConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }
}

/// <summary>On a PostgreSQL server of its own: feeds stop below the oldest transaction of the whole server.</summary>
public sealed class PostgresRegistry : Registry
{
    private PostgresServer server = null!;
    private string database = "";

    protected override async Task<string[]> Database()
    {
        server = await PostgresServer.StartAsync("autovacuum=off");
        database = await server.CreateDatabase();
        return ["--Ledger:Provider", "PostgreSql", "--Ledger:CommandTimeout", "00:00:30", "--Ledger:ConnectionString", database];
    }

    protected override async Task Settle()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var behind = await Read("pg_snapshot_xmax");
        await Wait.Until(async () => await Read("pg_snapshot_xmin") >= behind, TimeSpan.FromMinutes(4));

        async Task<long> Read(string end)
        {
            await using var command = new NpgsqlCommand($"select {end}(pg_current_snapshot())::text::bigint", connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
    }

    protected override ValueTask Release() => server.DisposeAsync();
}
