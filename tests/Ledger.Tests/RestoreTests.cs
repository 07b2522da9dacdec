using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RecycledNumbers.Ledger.Starting;
using RecycledNumbers.Ledger.Tests.Databases;
using RecycledNumbers.Postgres;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>A dump that is restored into a new PostgreSQL cluster: its rows carry transaction ids that the new one's counter has not reached.</summary>
[Collection(PostgresFixture.OneAtATime)]
public sealed class RestoreTests(PostgresFixture postgres) : IDisposable
{
    private const int Ahead = 30_000;
    private static readonly string[] Wanted = ["assigned", "deactivated"];

    private readonly string _folder = Directory.CreateTempSubdirectory("rn-dump-").FullName;

    [Fact]
    public async Task Feeds_of_a_restored_database_go_on_where_they_stood()
    {
        var options = await postgres.Migrated();
        await Pass(options, Ahead);
        string cursor;
        await using (var before = Open(options))
        {
            await before.Commit(Commit(NumberOf(1)).Telling(Event()).Sending(Delivery("waiting")));
            cursor = (await before.ReadEventFeed(Wanted, null, 10)).Cursor;
            await before.Commit(Commit(NumberOf(2)).Telling(Event()));
            await before.ParkForPull("platform:wechat");
        }

        await using var fresh = await PostgresServer.StartAsync();
        var restored = PostgresFixture.Of(await Restore(options, fresh));
        await using var ledger = Open(restored);
        (await ledger.Look(Wanted, null, day: null, platform: null)).Rows.ShouldBeEmpty("This is the trap: the rows are there and no reader may pass them.");
        (await ledger.ReadDeliveries("platform:wechat", [Deliveries.DeliveryState.Pull], null, 10)).ShouldBeEmpty();

        await Counter(restored).CatchUp();

        (await ledger.Look(Wanted, null, day: null, platform: null)).Rows.Select(static e => e.Number).ShouldBe([NumberOf(1), NumberOf(2)]);
        (await ledger.ReadEventFeed(Wanted, cursor, 10)).Rows.ShouldHaveSingleItem().Number.ShouldBe(NumberOf(2));
        (await ledger.ReadDeliveries("platform:wechat", [Deliveries.DeliveryState.Pull], null, 10)).ShouldHaveSingleItem().Id.ShouldBe("waiting");
        var end = await ledger.ReadEventFeedEnd();
        await ledger.Commit(Commit(NumberOf(3)).Telling(Event()));
        (await ledger.ReadEventFeed(Wanted, end, 10)).Rows.ShouldHaveSingleItem().Number.ShouldBe(NumberOf(3));
        (await ledger.Look(Wanted, null, day: null, platform: null)).Rows.Select(static e => e.Number).ShouldBe([NumberOf(1), NumberOf(2), NumberOf(3)]);
    }

    [Fact]
    public async Task A_counter_that_is_not_behind_stays_where_it_is()
    {
        var options = await postgres.Migrated();
        await Counter(options).CatchUp();
        await using (var ledger = Open(options))
        {
            await ledger.Commit(Commit(NumberOf(1)).Telling(Event()));
            await ledger.CloseDays(new DateOnly(2026, 3, 4));
        }

        var before = await Next(options);
        await Counter(options).CatchUp();

        (await Next(options)).ShouldBe(before);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DatabaseLedger Open(LedgerOptions options) => DatabaseLedger.Create(options, TimeProvider.System, NullLogger<DatabaseLedger>.Instance);

    private static TransactionCounter Counter(LedgerOptions options) => new(Options.Create(options), TimeProvider.System, NullLogger<TransactionCounter>.Instance);

    private static async Task Pass(LedgerOptions options, int transactions)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString + ";Pooling=false;Options='-c synchronous_commit=off'");
        await connection.OpenAsync();
#pragma warning disable CA2100 // A number of this test.
        await using var pass = new NpgsqlCommand(string.Create(CultureInfo.InvariantCulture, $"do $$ begin for i in 1..{transactions} loop perform pg_current_xact_id(); commit; end loop; end $$"), connection);
#pragma warning restore CA2100
        await pass.ExecuteNonQueryAsync();
    }

    private static async Task<long> Next(LedgerOptions options)
    {
        await using var connection = new NpgsqlConnection(options.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint", connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private async Task<string> Restore(LedgerOptions from, PostgresServer to)
    {
        var (file, target) = (Path.Combine(_folder, "registry.dump"), await to.CreateDatabase());
        await Run(to, "pg_dump", from.ConnectionString, "--format=custom", $"--file={file}");
        await Run(to, "pg_restore", target, "--exit-on-error", file);
        return target;
    }

    private static async Task Run(PostgresServer server, string program, string connectionString, params string[] arguments)
    {
        var where = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(
            Path.Combine(server.Binaries, program),
            [$"--host={where.Host}", $"--port={where.Port.ToString(CultureInfo.InvariantCulture)}", $"--username={where.Username}", $"--dbname={where.Database}", .. arguments])
        { UseShellExecute = false, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, said);
    }
}
