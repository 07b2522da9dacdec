using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Grains.Checks;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Tests.Checks;

/// <summary>The index over a real ledger (SQLite) that somebody else writes to.</summary>
public sealed class NumberIndexTests : IAsyncLifetime
{
    private const string Number = "+8613800138000";
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly (BlockKey Key, int Line) Place = BlockKey.Of(Number);

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"rn-index-{Guid.NewGuid():N}");
    private readonly FakeTimeProvider time = new(Noon);
    private ServiceProvider services = null!;
    private NumberIndex index = null!;

    private ILedger Ledger => services.GetRequiredService<ILedger>();

    public async ValueTask InitializeAsync()
    {
        System.IO.Directory.CreateDirectory(folder);
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionString", $"Data Source={Path.Combine(folder, "ledger.db")}"), new("CommandTimeout", "00:00:30")]).Build();
        services = new ServiceCollection().AddLedger(settings).BuildServiceProvider();
        await services.GetRequiredService<LedgerMigrator>().Migrate();
        index = new NumberIndex(Ledger, time);
    }

    public async ValueTask DisposeAsync()
    {
        index.Dispose();
        await services.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_another_silo_wrote_is_there_after_the_next_reading()
    {
        await Write(0, Started(1));
        var block = await index.Open(Place.Key);
        block.At([(ushort)Place.Line])[0]!.Value.Generation.ShouldBe(1);

        await Write(1, """{"type":"transferred","at":"2026-03-05T12:00:00+00:00","generation":2,"subscriber":"s"}""");
        block.At([(ushort)Place.Line])[0]!.Value.Generation.ShouldBe(1);
        await index.Follow(CancellationToken.None);

        block.At([(ushort)Place.Line])[0].ShouldBe(new OwnerFacts(Owned: true, 2, new DateOnly(2026, 3, 4), new DateOnly(2026, 3, 5)));
    }

    [Fact]
    public async Task A_block_opened_after_a_pause_misses_nothing()
    {
        var first = await index.Open(Place.Key);
        index.Close(first);
        await index.Follow(CancellationToken.None);
        await Write(0, Started(1));
        var again = await index.Open(Place.Key);

        again.At([(ushort)Place.Line])[0]!.Value.Generation.ShouldBe(1);
        first.At([(ushort)Place.Line])[0]!.Value.Generation.ShouldBe(0);
    }

    [Fact]
    public async Task Answers_are_called_stale_two_seconds_after_the_last_reading()
    {
        await index.Open(Place.Key);
        time.Advance(NumberIndex.Oldest);
        index.IsStale.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));
        index.IsStale.ShouldBeTrue();

        await index.Follow(CancellationToken.None);

        index.IsStale.ShouldBeFalse();
    }

    [Fact]
    public async Task A_feed_longer_than_a_page_is_read_to_its_end()
    {
        var block = await index.Open(Place.Key);
        await Write(0, [Started(1), .. Enumerable.Range(0, 12_000).Select(static i => i % 2 == 0
            ? """{"type":"deactivated","at":"2026-03-05T12:00:00+00:00","reason":"voluntary","effectiveAt":"2026-03-05T12:00:00+00:00","frozenUntil":"2026-06-05T12:00:00+00:00","clearanceAt":"2026-03-05T12:00:00+00:00","reminders":[]}"""
            : """{"type":"reinstated","at":"2026-03-06T12:00:00+00:00","carrier":"cmcc"}""")]);

        await index.Follow(CancellationToken.None);

        block.At([(ushort)Place.Line])[0]!.Value.Owned.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_many_blocks_that_nobody_has_asked_about_a_few_are_read_at_once()
    {
        var ledger = DispatchProxy.Create<ILedger, HeldLedger>();
        var held = (HeldLedger)(object)ledger;
        using var busy = new NumberIndex(ledger, time);
        var opening = Enumerable.Range(0, 20).Select(n => busy.Open(BlockKey.Of($"+861380{n:00}00000").Key)).ToList();

        var reads = new Queue<TaskCompletionSource<IReadOnlyList<NumberFacts>>>();
        foreach (var _ in opening)
        {
            if (reads.Count == 4)
            {
                held.Answer(reads.Dequeue());
            }

            reads.Enqueue(await held.Reads.ReadAsync(TestContext.Current.CancellationToken));
        }

        reads.ToList().ForEach(held.Answer);
        (await Task.WhenAll(opening)).Length.ShouldBe(20);
        held.MostAtOnce.ShouldBe(4);
    }

    [Fact]
    public async Task A_block_answers_without_its_grain_only_while_the_grain_was_asked_lately_and_nothing_has_to_be_read()
    {
        var local = new LocalBlocks(index, new BlockCheck(new TenureTokenKey(new byte[32]), time), time);
        var question = new BlockQuestions { Lines = [(ushort)Place.Line], Days = [new DateOnly(2026, 3, 4).DayNumber] };
        local.Check(Place.Key, question).ShouldBeNull("nobody has opened it");

        await Write(0, Started(1));
        var block = await index.Open(Place.Key);
        local.Check(Place.Key, question).ShouldBeNull("its grain has not been asked");

        block.Asked = time.GetTimestamp();
        local.Check(Place.Key, question)!.Items.ShouldBe([BlockAnswer.No]);
        local.Check(Place.Key, question with { Fresh = true }).ShouldBeNull("who asks has just changed it");

        time.Advance(NumberIndex.Oldest + TimeSpan.FromMilliseconds(1));
        local.Check(Place.Key, question).ShouldBeNull("the feed was not read for too long");
        await index.Follow(CancellationToken.None);
        local.Check(Place.Key, question)!.Items.ShouldBe([BlockAnswer.No]);

        time.Advance(TimeSpan.FromSeconds(30));
        await index.Follow(CancellationToken.None);
        local.Check(Place.Key, question).ShouldBeNull("the grain would be collected as idle");

        block.Asked = time.GetTimestamp();
        block.Refresh([NumberFacts.Stuck(Number)]);
        local.Check(Place.Key, question).ShouldBeNull("its record has to be read again");
        index.Close(block);
        local.Check(Place.Key, question).ShouldBeNull("it is gone");
    }

    private static string Started(int generation) =>
        $$"""{"type":"tenureStarted","at":"2026-03-04T12:00:00+00:00","generation":{{generation}},"carrier":"cmcc","subscriber":"s","since":"2026-03-04T12:00:00+00:00","usage":"residential"}""";

    private async Task Write(long version, params IReadOnlyList<string> events)
    {
        (await Ledger.Commit(new NumberCommit
        {
            Number = Number,
            ExpectedVersion = version,
            State = "not read",
            Facts = new(version + events.Count, Noon, Noon),
            Phase = "inService",
            Generation = 1,
            At = Noon,
            Events = [.. events.Select((data, i) => new EventRow(version + i + 1, Noon, 1, data.Split('"')[3], "carrier:cmcc", "k", data))],
        })).ShouldBeTrue();
    }
}
