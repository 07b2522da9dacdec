using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Silo.Hosting;

[assembly: AssemblyFixture(typeof(Registry))]

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>The whole product in this process, on real Kestrel and SQLite in a folder of its own: two carriers with a block each, two platforms, an operator, an operator who only reads.</summary>
public sealed class Registry : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"rn-registry-{Guid.NewGuid():N}");
    private long number;

    public WebApplication App { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    public HttpClient Operator { get; private set; } = null!;

    public HttpClient Auditor { get; private set; } = null!;

    /// <summary>Carrier <c>north</c>: no grace period, and one system of its own, voicemail.</summary>
    public HttpClient North { get; private set; } = null!;

    /// <summary>Carrier <c>south</c>: the defaults.</summary>
    public HttpClient South { get; private set; } = null!;

    public HttpClient Ride { get; private set; } = null!;

    public HttpClient Bank { get; private set; } = null!;

    /// <summary>A platform that is an accredited sender.</summary>
    public HttpClient Sender { get; private set; } = null!;

    internal ILedger Ledger => App.Services.GetRequiredService<ILedger>();

    private string Database => Path.Combine(folder, "ledger.db");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        App = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", Path.Combine(folder, "keys"), "--Access:FailedTokensPerMinute", "0", "--Disclosures:MissesPerAddress", "0",
            "--Ledger:ConnectionString", $"Data Source={Database}", "--Ledger:CommandTimeout", "00:00:30", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RecycledNumbers", "Error",
        ]);
        await App.StartAsync();
        Anonymous = Edge.ClientOf(App);
        Operator = await App.Operator("dev.registry-test", "operator:dev", "admin");
        Auditor = await App.Operator("auditor.registry-test", "operator:auditor", "admin:read");
        North = await App.Add(Operator, "/v1/admin/carriers", """{"id":"north","name":"North 北方","policy":{"graceDays":0,"systems":["voicemail"],"timeZone":"Asia/Shanghai"}}""");
        South = await App.Add(Operator, "/v1/admin/carriers", """{"id":"south","name":"South"}""");
        Ride = await App.Add(Operator, "/v1/admin/platforms", """{"id":"ride","name":"Ride","category":"ride-hailing"}""");
        Bank = await App.Add(Operator, "/v1/admin/platforms", """{"id":"bank","name":"Bank","category":"bank"}""");
        Sender = await App.Add(Operator, "/v1/admin/platforms", """{"id":"sender","name":"Sender","category":"messages","scopes":["deactivations"]}""");
        await Operator.Command("POST", "/v1/admin/blocks", """{"carrier":"north","first":"+8613900000000","last":"+8613900999999"}""").ShouldBe(201);
        await Operator.Command("POST", "/v1/admin/blocks", """{"carrier":"south","first":"+8613700000000","last":"+8613700999999"}""").ShouldBe(201);
    }

    public ValueTask DisposeAsync() => App.End(folder);

    /// <summary>A number of north that no other test has.</summary>
    public string NextNumber() => "+86139" + (100_000 + Interlocked.Increment(ref number)).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>A number of north in service.</summary>
    public async Task<string> Assigned(string subscriber = "customer-1")
    {
        var assigned = NextNumber();
        await North.Command("POST", $"/v1/numbers/{assigned}/assign", $$"""{"subscriber":"{{subscriber}}"}""").ShouldBe(200);
        return assigned;
    }

    /// <summary>A number of north, deactivated while an account of ride hung on it.</summary>
    public async Task<(string Number, string UnbindingId, string Account)> Unbinding()
    {
        var frozen = await Assigned();
        var account = "acct-" + frozen[^6..];
        await Ride.Command("POST", $"/v1/numbers/{frozen}/bindings", $$"""{"account":"{{account}}"}""").ShouldBe(201);
        await North.Command("POST", $"/v1/numbers/{frozen}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);
        return (frozen, await OpenUnbinding(Ride, frozen), account);
    }

    /// <summary>Id of the open unbinding that a party has for a number.</summary>
    public static async Task<string> OpenUnbinding(HttpClient party, string number)
    {
        string? after = null;
        do
        {
            var page = await party.Get($"/v1/unbindings?limit=1000{(after is null ? "" : "&after=" + after)}");
            var found = page["items"]!.AsArray().FirstOrDefault(item => item!["number"]!.GetValue<string>() == number);
            if (found is not null) return found["id"]!.GetValue<string>();
            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        throw new InvalidOperationException("No open unbinding for the number.");
    }

    /// <summary>An open case of carrier north on a number of its own; its id.</summary>
    internal async Task<string> OpenCase(string kind)
    {
        var grain = App.Services.GetRequiredService<IGrainFactory>().GetGrain<INumberGrain>(await Assigned());
        var id = new CommandId($"holder:{kind}", kind);
        var reply = kind == CaseRow.Complaint
            ? await grain.Complain(new Complain { Id = id, Actor = Party.Registry, Generation = 1, Kind = ComplaintKind.Calls, Sender = "hash" })
            : await grain.AskInterception(new AskInterception { Id = id, Actor = Party.Registry, Generation = 1, Senders = Senders.TryParse(SendersBy.Category, "marketing")! });
        return kind == CaseRow.Complaint ? reply.Answer!.Cases!.Complaints.Single().Id : reply.Answer!.Cases!.Interceptions.Single().Id;
    }

    /// <summary>A platform that no other test has.</summary>
    internal async Task<(HttpClient Client, string Party)> NewPlatform()
    {
        var id = "platform-" + Interlocked.Increment(ref number).ToString(CultureInfo.InvariantCulture);
        return (await App.Add(Operator, "/v1/admin/platforms", $$"""{"id":"{{id}}","name":"Some platform","category":"other"}"""), $"platform:{id}");
    }

    /// <summary>A delivery that was given up; its id.</summary>
    internal async Task<string> DeadLetter(string destination, string about = "")
    {
        var id = $"dead_{Guid.NewGuid():N}";
        // In a far future, so that no lane takes it up meanwhile.
        var at = TimeProvider.System.GetUtcNow().AddYears(50);
        await Ledger.EnqueueDelivery(new NewDelivery(id, destination.StartsWith("number:", StringComparison.Ordinal) ? "numbers/0" : destination + "/0", destination, 1, "webhook.test", "{}", at), about, TimeProvider.System.GetUtcNow());
        await Ledger.RecordAttempts([new DeliveryAttempt(id, DeliveryState.Dead, 9, at, 500, "answered 500")]);
        return id;
    }

    /// <summary>A statement behind the product's back.</summary>
    internal async Task Execute(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        (await command.ExecuteNonQueryAsync()).ShouldBePositive();
    }

    /// <summary>Rows of a table of the ledger.</summary>
    internal async Task<long> Count(string table)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
