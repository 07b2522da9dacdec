using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Figures;

namespace RecycledNumbers.Api.Tests.Console;

/// <summary>The pages while the database is away.</summary>
public sealed class DatabaseDownTests
{
    private readonly HandClock time = new();
    private readonly KeptStub kept = new();

    [Fact]
    public async Task The_last_figures_stay_and_say_that_they_are_old()
    {
        using var reader = new KeptReader(kept, time);
        var before = await reader.Read(CancellationToken.None);
        before.IsStale.ShouldBeFalse();
        kept.IsDown = true;
        time.Advance(TimeSpan.FromMinutes(3));
        var during = await reader.Read(CancellationToken.None);

        during.IsStale.ShouldBeTrue();
        during.ReadAt.ShouldBe(before.ReadAt);
        during.Figures.ShouldBe(before.Figures);
    }

    [Fact]
    public async Task The_database_is_not_asked_again_by_every_page_and_is_found_when_it_is_back()
    {
        kept.IsDown = true;
        using var reader = new KeptReader(kept, time);
        for (var page = 0; page < 10; page++) (await reader.Read(CancellationToken.None)).ReadAt.ShouldBeNull();
        kept.Asked.ShouldBe(1);
        kept.IsDown = false;
        time.Advance(TimeSpan.FromSeconds(6));

        (await reader.Read(CancellationToken.None)).IsStale.ShouldBeFalse();
    }

    [Fact]
    public async Task However_many_pages_ask_what_is_kept_is_read_once_a_second()
    {
        using var reader = new KeptReader(kept, time);
        for (var page = 0; page < 10; page++) await reader.Read(CancellationToken.None);
        kept.Asked.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(1));
        for (var page = 0; page < 10; page++) await reader.Read(CancellationToken.None);

        kept.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task No_more_pages_wait_for_news_than_may_and_one_that_leaves_makes_room()
    {
        using var reader = new KeptReader(kept, time);
        var pages = new LivePages(reader, time, Options.Create(new ConsoleOptions { LivePages = 1 }));
        await using (var first = pages.Listen(CancellationToken.None)!.GetAsyncEnumerator())
        {
            (await first.MoveNextAsync()).ShouldBeTrue();
            pages.Listen(CancellationToken.None).ShouldBeNull();
        }

        pages.Listen(CancellationToken.None).ShouldNotBeNull();
    }

    private sealed class HandClock : TimeProvider
    {
        private DateTimeOffset now = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => now;

        public void Advance(TimeSpan by) => now += by;
    }

    private sealed class KeptStub : IKeptFigures
    {
        public bool IsDown { get; set; }

        public int Asked { get; private set; }

        public Task<IReadOnlyList<KeptFigure>> Read(CancellationToken cancellation = default)
        {
            Asked++;
            return IsDown ? throw new LedgerUnavailableException("away") : Task.FromResult<IReadOnlyList<KeptFigure>>([new KeptFigure(KeptNames.Phases, "{}", DateTimeOffset.UnixEpoch)]);
        }

        public Task Keep(string name, string body, DateTimeOffset at, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<bool> TakeTurn(string who, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task ForgetSilos(DateTimeOffset silentSince, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<PhaseFigures> CountPhases(CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<(FollowedEvents Reached, bool More)> Follow(FollowedEvents from, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<LeavingDay>> CountLeaving(int firstDay, int lastDay, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<PartyFigure>> CountParties(DateTimeOffset now, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<WaitingFigures> CountWaiting(DateTimeOffset now, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<BatchFigures> CountBatches(CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task ForgetOutcomes(int beforeDay, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
