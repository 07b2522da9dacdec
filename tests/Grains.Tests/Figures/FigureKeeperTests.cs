using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RecycledNumbers.Grains.Figures;
using RecycledNumbers.Ledger.Figures;

namespace RecycledNumbers.Grains.Tests.Figures;

/// <summary>One silo counts, whichever has the turn.</summary>
public sealed class FigureKeeperTests
{
    private static readonly string[] Counted = [KeptNames.Batches, KeptNames.Follower, KeptNames.History, KeptNames.Leaving, KeptNames.Parties, KeptNames.Phases, KeptNames.Waiting];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_the_turn_follows_and_counts_and_the_others_say_what_they_alone_know(bool hasTurn)
    {
        var (kept, time) = (new Kept(hasTurn), new FakeTimeProvider());
        using var keeper = new FigureKeeper(kept, time, time, Options.Create(new MetricsOptions()), NullLogger<FigureKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        await kept.NextRound();
        time.Advance(TimeSpan.FromSeconds(5));
        await kept.NextRound();
        await keeper.StopAsync(CancellationToken.None);

        kept.Names.Where(static name => !name.StartsWith(KeptNames.Silo, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ShouldBe(hasTurn ? Counted : []);
        kept.Names.Count(static name => name.StartsWith(KeptNames.Silo, StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_fault_that_nobody_foresaw_costs_a_round_and_not_the_silo()
    {
        var (kept, time) = (new Kept(hasTurn: true) { Fault = new FormatException() }, new FakeTimeProvider());
        using var keeper = new FigureKeeper(kept, time, time, Options.Create(new MetricsOptions()), NullLogger<FigureKeeper>.Instance);
        await keeper.StartAsync(CancellationToken.None);
        await kept.NextRound();
        kept.Fault = null;
        time.Advance(TimeSpan.FromSeconds(5));
        await kept.NextRound();
        time.Advance(TimeSpan.FromSeconds(5));
        await kept.NextRound();
        await keeper.StopAsync(CancellationToken.None);

        kept.Names.ShouldContain(KeptNames.Phases);
    }

    /// <summary>Remembers what was kept. A round has begun once its turn is asked for, so that the round before it is over.</summary>
    private sealed class Kept(bool hasTurn) : IKeptFigures
    {
        private readonly ConcurrentQueue<string> names = new();
        private readonly SemaphoreSlim turns = new(0);

        public string[] Names => [.. names];

        public Exception? Fault { get; set; }

        public async Task NextRound() => (await turns.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();

        public Task<IReadOnlyList<KeptFigure>> Read(CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<KeptFigure>>([]);

        public Task Keep(string name, string body, DateTimeOffset at, CancellationToken cancellation = default)
        {
            names.Enqueue(name);
            return Task.CompletedTask;
        }

        public Task<bool> TakeTurn(string who, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellation = default)
        {
            var fault = Fault;
            turns.Release();
            return fault is null ? Task.FromResult(hasTurn) : Task.FromException<bool>(fault);
        }

        public Task ForgetSilos(DateTimeOffset silentSince, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task<PhaseFigures> CountPhases(CancellationToken cancellation = default) => Task.FromResult(new PhaseFigures(0, 0, 0, 0, 0));

        public Task<(FollowedEvents Reached, bool More)> Follow(FollowedEvents from, CancellationToken cancellation = default) => Task.FromResult((new FollowedEvents("1.1", 256, ""), false));

        public Task<IReadOnlyList<LeavingDay>> CountLeaving(int firstDay, int lastDay, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<LeavingDay>>([]);

        public Task<IReadOnlyList<PartyFigure>> CountParties(DateTimeOffset now, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<PartyFigure>>([]);

        public Task<WaitingFigures> CountWaiting(DateTimeOffset now, CancellationToken cancellation = default) => Task.FromResult(new WaitingFigures());

        public Task<BatchFigures> CountBatches(CancellationToken cancellation = default) => Task.FromResult(new BatchFigures([], More: false));

        public Task ForgetOutcomes(int beforeDay, CancellationToken cancellation = default) => Task.CompletedTask;
    }
}
