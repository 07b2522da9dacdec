using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Tests.Contract;
using RecycledNumbers.Ledger.Tests.Databases;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>Trap 13: who drew the lower number may commit after who drew the higher. A transaction is held open on purpose.</summary>
[Collection(PostgresFixture.OneAtATime)]
public sealed class OpenTransactionTests(PostgresFixture postgres) : IAsyncLifetime
{
    private DatabaseLedger _ledger = null!;
    private NpgsqlConnection _slow = null!;

    public async ValueTask InitializeAsync()
    {
        var options = await postgres.Migrated();
        _ledger = DatabaseLedger.Create(options, TimeProvider.System, NullLogger<DatabaseLedger>.Instance);
        _slow = new NpgsqlConnection(options.ConnectionString);
        await _slow.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _slow.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_delivery_whose_transaction_commits_late_is_not_skipped()
    {
        await using var open = await _slow.BeginTransactionAsync();
        await Slowly("""
            insert into deliveries (id, lane, wake_shard, destination, number, generation, kind, body, state, created_at, next_attempt, attempts)
            values ('late', 'l', 0, 'platform:wechat', '+1', 1, 'k', '{}', 3, now(), now(), 0)
            """);
        await _ledger.Commit(Commit().Sending(Delivery("early")));
        await _ledger.RecordAttempts([new("early", DeliveryState.Dead, 1, Noon, null, null)]);

        (await Dead(null)).ShouldBeEmpty();
        await open.CommitAsync();

        (await Dead(null)).Select(static d => d.Id).ShouldBe(["late", "early"]);
    }

    [Fact]
    public async Task A_reader_that_waits_at_its_cursor_sees_each_delivery_once()
    {
        await _ledger.Commit(Commit(NumberOf(0)).Sending(Delivery("first")));
        await _ledger.RecordAttempts([new("first", DeliveryState.Dead, 1, Noon, null, null)]);
        var cursor = (await Dead(null)).ShouldHaveSingleItem().Cursor;

        await using (var open = await _slow.BeginTransactionAsync())
        {
            // The first write takes the transaction id, and with it the place in the feed.
            await Slowly("update deliveries set state = state where false; select pg_current_xact_id()");
            await _ledger.Commit(Commit(NumberOf(1)).Sending(Delivery("early")));
            await _ledger.RecordAttempts([new("early", DeliveryState.Dead, 1, Noon, null, null)]);
            (await Dead(cursor)).ShouldBeEmpty();
            await Slowly("""
                insert into deliveries (id, lane, wake_shard, destination, number, generation, kind, body, state, created_at, next_attempt, attempts)
                values ('late', 'l', 0, 'platform:wechat', '+1', 1, 'k', '{}', 3, now(), now(), 0)
                """);
            await open.CommitAsync();
        }

        (await Dead(cursor)).Select(static d => d.Id).ShouldBe(["late", "early"]);
    }

    [Fact]
    public async Task Nothing_is_acknowledged_that_no_reader_can_have_seen()
    {
        await using var open = await _slow.BeginTransactionAsync();
        await Slowly("select pg_current_xact_id()");
        await _ledger.Commit(Commit().Sending(Delivery("a")));
        await _ledger.ParkForPull("platform:wechat");

        (await _ledger.AcknowledgePulled("platform:wechat", "9000000000000000000.1", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unbinding_whose_transaction_commits_late_is_not_skipped()
    {
        await using var open = await _slow.BeginTransactionAsync();
        await Slowly("""
            insert into unbindings (id, party, number, account, generation, state, open, reason, urgency, requested_at, deadline)
            values ('late', 'platform:wechat', '+1', 'a', 1, 's', true, 'r', 'u', now(), now())
            """);
        await _ledger.Commit(Commit() with { Unbindings = [Unbinding("early")] });

        (await _ledger.ReadOpenUnbindings("platform:wechat", null, 10)).ShouldBeEmpty();
        await open.CommitAsync();

        (await _ledger.ReadOpenUnbindings("platform:wechat", null, 10)).Select(static l => l.Unbinding.Id).ShouldBe(["late", "early"]);
    }

    [Fact]
    public async Task An_event_whose_transaction_commits_late_is_not_skipped()
    {
        await using var open = await _slow.BeginTransactionAsync();
        await Slowly("""
            insert into number_events (number, sequence, at, generation, type, actor, cause, data)
            values ('+1', 1, now(), 1, 'assigned', 'a', 'c', '{}')
            """);
        await _ledger.Commit(Commit().Telling(Event()));

        var ahead = await _ledger.ReadEventFeed(["assigned"], null, 10);
        (ahead.Rows.ShouldHaveSingleItem().Number, ahead.Rows[0].Settled).ShouldBe((Number, false));
        await open.CommitAsync();

        var settled = await _ledger.ReadEventFeed(["assigned"], ahead.Cursor, 10);
        settled.Rows.Select(static r => (r.Number, r.Settled)).ShouldBe([("+1", true), (Number, true)]);
        (await _ledger.ReadEventFeed(["assigned"], settled.Cursor, 10)).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_of_the_feed_lies_before_what_is_still_open()
    {
        await using var open = await _slow.BeginTransactionAsync();
        await Slowly("select pg_current_xact_id()");
        await _ledger.Commit(Commit().Telling(Event()));

        (await _ledger.ReadEventFeed(["assigned"], await _ledger.ReadEventFeedEnd(), 10)).Rows.ShouldHaveSingleItem().Number.ShouldBe(Number);
    }

    [Fact]
    public async Task A_list_gives_nothing_that_a_late_commit_could_come_before_and_a_day_is_closed_before_it()
    {
        var lists = (IEventLists)_ledger;
        await lists.CloseDays(new DateOnly(2026, 3, 1));
        await using var open = await _slow.BeginTransactionAsync();
        await Slowly("""
            insert into number_events (number, sequence, at, generation, type, actor, cause, data)
            values ('+1', 1, now(), 1, 'assigned', 'a', 'c', '{}')
            """);
        await _ledger.Commit(Commit().Telling(Event()));
        await lists.CloseDays(new DateOnly(2026, 3, 2));

        var look = await lists.Look(["assigned"], null, null, null);
        look.Rows.ShouldBeEmpty();
        await open.CommitAsync();
        await lists.CloseDays(new DateOnly(2026, 3, 3));

        (await lists.Look(["assigned"], look.Cursor, null, null)).Rows.Select(static r => r.Number).ShouldBe(["+1", Number]);
        (await lists.Look(["assigned"], null, await lists.FindDay(new DateOnly(2026, 3, 2)), null)).Rows.ShouldBeEmpty();
        (await lists.Look(["assigned"], null, await lists.FindDay(new DateOnly(2026, 3, 3)), null)).Rows.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_root_waits_for_an_event_whose_transaction_commits_late()
    {
        var sealer = new EventSealer(_ledger.Audit, new EventSalts(new byte[32]), new LedgerContract.UnsignedRoots(), TimeProvider.System);
        await using var open = await _slow.BeginTransactionAsync();
        await Slowly("""
            insert into number_events (number, sequence, at, generation, type, actor, cause, data)
            values ('+1', 1, now(), 1, 'assigned', 'a', 'c', '{}')
            """);
        await _ledger.Commit(Commit().Telling(Event()));

        (await sealer.SealNext()).ShouldBeNull();
        await open.CommitAsync();

        (await sealer.SealNext()).ShouldNotBeNull().Events.ShouldBe(2);
        (await _ledger.Audit.ReadStretch(null, null, 10)).Select(static row => row.Number).ShouldBe(["+1", Number]);
    }

    private Task<IReadOnlyList<DeliveryRow>> Dead(string? after) => _ledger.ReadDeliveries("platform:wechat", [DeliveryState.Dead], after, 10);

#pragma warning disable CA2100 // Literals of this file.
    private async Task Slowly(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _slow);
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100
}
