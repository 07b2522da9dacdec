using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RecycledNumbers.Ledger.Tests.Databases;
using RecycledNumbers.Postgres;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>The database goes away and comes back; the ledger object stays.</summary>
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task PostgreSql_stopped_at_once_and_started_again_needs_no_new_ledger()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var ledger = await Open(server);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ledger.Commit(Commit(NumberOf(i)))));

        await server.Stop(immediate: true);
        await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.Commit(Commit(NumberOf(100))));
        await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.Load(NumberOf(1)));
        await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.FindDelivery("d"));
        await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.SettleDeliveries(["d"]));
        await server.Start();

        (await ledger.Load(NumberOf(1)))!.Version.ShouldBe(1);
        (await ledger.Commit(Commit(NumberOf(100)))).ShouldBeTrue();
        (await ledger.FindDelivery("d")).ShouldBeNull();
    }

    [Fact]
    public async Task PostgreSql_killed_and_started_again_unnoticed_is_met_by_a_reader_without_a_fault()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var ledger = await Open(server);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => ledger.Commit(Commit(NumberOf(i)))));

        await server.Kill();
        await server.Start();

        (await ledger.Load(NumberOf(1)))!.Version.ShouldBe(1);
        (await ledger.Commit(Commit(NumberOf(100)))).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_acknowledged_commit_survives_a_server_stopped_in_the_middle()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var ledger = await Open(server);
        var written = new List<string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = Task.WhenAll(Enumerable.Range(0, 20).Select(async lane =>
        {
            for (var i = 0; ; i++)
            {
                try
                {
                    await ledger.Commit(Commit(NumberOf((lane * 1_000_000) + i)).Telling(Event()));
                    lock (written)
                    {
                        written.Add(NumberOf((lane * 1_000_000) + i));
                        if (written.Count == 2_000)
                        {
                            enough.SetResult();
                        }
                    }
                }
                catch (LedgerUnavailableException)
                {
                    return;
                }
            }
        }));
        await enough.Task;
        await server.Stop(immediate: true);
        await load;
        await server.Start();

        var rows = await Task.WhenAll(written.Select(n => ledger.Load(n)));

        rows.Count(static r => r is null).ShouldBe(0);
    }

    [Fact]
    public async Task A_row_that_somebody_holds_locked_fails_as_unavailable_within_the_command_timeout()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var ledger = await Open(server, TimeSpan.FromSeconds(5));
        await ledger.Commit(Commit());
        await using var holder = new NpgsqlConnection(server.ConnectionString("test_1"));
        await holder.OpenAsync();
        await using (var open = await holder.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("select * from numbers for update", holder);
            await hold.ExecuteNonQueryAsync();

            await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.Commit(Commit(version: 1)));
        }

        (await ledger.Commit(Commit(version: 1))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_Sqlite_file_held_by_another_process_is_unavailable_and_then_is_not()
    {
        using var folder = new TemporaryFolder();
        var options = folder.Ledger;
        // Half of it is the patience with the queue.
        options.CommandTimeout = TimeSpan.FromSeconds(5);
        await Migrate(options);
        await using var ledger = DatabaseLedger.Create(options, TimeProvider.System, NullLogger<DatabaseLedger>.Instance);
        await ledger.Commit(Commit());
        await using var holder = new SqliteConnection(options.ConnectionString);
        await holder.OpenAsync();

        await using (var open = holder.BeginTransaction(deferred: false))
        {
            await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.Commit(Commit(version: 1)));
            await Should.ThrowAsync<LedgerUnavailableException>(() => ledger.AdvanceClock(TimeSpan.FromDays(1)));
            (await ledger.Load(Number)).ShouldNotBeNull().ShouldSatisfyAllConditions(r => r.Version.ShouldBe(1), r => r.State.ShouldBe(Commit().State), r => r.CommandHashes.ShouldBeEmpty());
        }

        (await ledger.Commit(Commit(version: 1))).ShouldBeTrue();
    }

    private static async Task<DatabaseLedger> Open(PostgresServer server, TimeSpan? timeout = null)
    {
        var options = PostgresFixture.Of(await server.CreateDatabase() + ";Timeout=30;Cancellation Timeout=30000");
        await Migrate(options);
        options.CommandTimeout = timeout ?? options.CommandTimeout;
        return DatabaseLedger.Create(options, TimeProvider.System, NullLogger<DatabaseLedger>.Instance);
    }

    private static Task Migrate(LedgerOptions options) => new LedgerMigrator(Options.Create(options), TimeProvider.System, NullLogger<LedgerMigrator>.Instance).Migrate();
}
