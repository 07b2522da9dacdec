using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Tests.Databases;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>What silos of the release before write while both releases run.</summary>
[Collection(PostgresFixture.OneAtATime)]
public sealed class EarlierReleaseTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_delivery_that_was_written_without_a_shard_is_found_and_sent()
    {
        const string Lane = "platform:wechat/0";
        WakeShard.Of(Lane).ShouldNotBe((short)0);
        var options = await postgres.Migrated();
        await using var ledger = DatabaseLedger.Create(options, TimeProvider.System, NullLogger<DatabaseLedger>.Instance);
        await using var earlier = new NpgsqlConnection(options.ConnectionString);
        await earlier.OpenAsync();
        await using var insert = new NpgsqlCommand($"""
            insert into deliveries (id, lane, destination, number, generation, kind, body, state, created_at, next_attempt, attempts)
            values ('old', '{Lane}', 'platform:wechat', '{Number}', 1, 'k', '{"{}"}', 0, '2026-01-01Z', '2026-01-01Z', 0)
            """, earlier);
        await insert.ExecuteNonQueryAsync();

        (await ledger.ReadDueLanes([0], Noon, 10)).ShouldBe([Lane]);
        (await ledger.ReadDueDeliveries(Lane, Noon, 10)).ShouldHaveSingleItem().Id.ShouldBe("old");
    }
}
