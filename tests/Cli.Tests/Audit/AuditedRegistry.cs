using System.Text.Json.Nodes;
using Npgsql;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Cli.Tests.Audit;

/// <summary>A real registry on PostgreSQL with a few numbers' histories under roots, to be written over behind its back and put back again.</summary>
public sealed class AuditedRegistry : IAsyncLifetime
{
    /// <summary>Tests that look at the same one, one after the other.</summary>
    public const string Shared = "One audited registry";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Tables = ["number_events", "numbers", "audit_roots"];

    private readonly TemporaryFolder folder = new();
    private PostgresServer server = null!;
    private SiloProcess silo = null!;
    private string connection = "";

    public Rn Rn { get; private set; } = null!;

    /// <summary>A number with six events, under two roots.</summary>
    public string Number => "+8613800110001";

    public string Masked => "+86138****0001";

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.StartAsync();
        connection = await server.CreateDatabase();
        silo = await Start("00:00:01");
        Rn = new Rn(Directory.CreateDirectory(Path.Combine(folder.Path, "home")).FullName);
        await Registry.SignIn(Rn, silo.Address, Path.Combine(folder.Path, "data/dev-clients.json"));
        await Live("suspend", "resume", "suspend");
        await Sealed();
        await Carrier("resume", Number);
        await Carrier("deactivate", Number, "--reason", "arrears");
        await Sealed();
        (await Rows($"select count(*) from number_events where number = '{Number}'")).ShouldBe(6);
        (await Rn.Run("audit", "keys", "--out", "jwks.json", "--profile", "operator")).ShouldEnd(0);
        (await Rn.Run("audit", "export", Number, "--out", "carrier.json", "--profile", "carrier")).ShouldEnd(0);
        (await Rn.Run("audit", "export", Number, "--out", "operator.json", "--profile", "operator")).ShouldEnd(0);
        await File.WriteAllTextAsync(Path.Combine(Rn.Folder, "roots.ndjson"), (await Rn.Run("audit", "roots", "--json", "--profile", "operator")).ShouldEnd(0).Out);
        foreach (var table in Tables)
        {
            await Execute($"create table kept_{table} as select * from {table}");
        }

        // From here on nobody makes roots over what tests write.
        await Restart("01:00:00");
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        await server.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>What is found after statements behind the registry's back, which are undone afterwards.</summary>
    public async Task<Ran> After(string statements, params string[] arguments)
    {
        await Execute(statements);
        try
        {
            return await Verify(arguments);
        }
        finally
        {
            await Undo();
        }
    }

    /// <summary>Puts everything back.</summary>
    public Task Undo() => Execute(string.Concat(Tables.Select(static table => $"delete from {table};")) + string.Concat(Tables.Select(static table => $"insert into {table} overriding system value select * from kept_{table};")));

    public Task<Ran> Verify(params string[] arguments) => Rn.Run(["audit", "verify", "--all", "--json", "--profile", "operator", .. arguments]);

    public async Task Execute(string statements)
    {
        await using var source = NpgsqlDataSource.Create(connection);
#pragma warning disable CA2100 // Written by these tests.
        await using var command = source.CreateCommand(statements);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> Rows(string count)
    {
        await using var source = NpgsqlDataSource.Create(connection);
#pragma warning disable CA2100 // Written by these tests.
        await using var command = source.CreateCommand(count);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Until no event is without a root.</summary>
    public Task Sealed() => Wait.Until(
        async () => await Rows("select count(*) from number_events e where not exists (select 1 from audit_roots r where (r.xid, r.position) >= (e.xid, e.position))") == 0, Patience);

    /// <summary>SIGKILL, and another one on the same database.</summary>
    public async Task Restart(string interval)
    {
        var port = silo.Address.Port;
        await silo.Kill();
        await silo.DisposeAsync();
        silo = await Start(interval, port);
    }

    public async Task Carrier(params string[] arguments) => (await Rn.Run(["number", .. arguments, "--profile", "carrier"])).ShouldEnd(0);

    private async Task Live(params string[] steps)
    {
        foreach (var number in new[] { Number, "+8613800110002", "+8613800110003" })
        {
            await Carrier("assign", number, "--subscriber", "zhou");
        }

        foreach (var step in steps)
        {
            await Carrier(step, Number);
            await Carrier(step, "+8613800110002");
        }
    }

    private async Task<SiloProcess> Start(string interval, int? port = null) => await SiloProcess.Start(folder.Path, port: port, arguments:
    [
        "--Access:FailedTokensPerMinute", "0", "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", connection, "--Audit:Interval", interval,
    ]).Ready();
}

/// <summary>The one that tests share.</summary>
[CollectionDefinition(AuditedRegistry.Shared)]
public sealed class SharedAuditedRegistry : ICollectionFixture<AuditedRegistry>;

/// <summary>What a report says.</summary>
internal static class Reports
{
    public static (string Kind, string? Number, long? Sequence)[] Findings(this Ran ran) =>
        [.. ran.Json["findings"]!.AsArray().Select(static finding => (finding!["kind"]!.GetValue<string>(), finding["number"]?.GetValue<string>(), finding["sequence"]?.GetValue<long>()))];

    public static JsonNode Finding(this Ran ran, string kind) => ran.Json["findings"]!.AsArray().First(finding => finding!["kind"]!.GetValue<string>() == kind)!;
}
