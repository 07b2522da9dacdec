using Microsoft.Extensions.Time.Testing;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>What follows the ledger goes on whatever a round fails by, and ends when it is stopped.</summary>
public sealed class RoundsTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider time = new();
    private readonly SemaphoreSlim begun = new(0);
    private readonly List<string> told = [];

    public static TheoryData<Exception, string> Faults { get; } = new()
    {
        { new FormatException("+8613800138000"), nameof(FormatException) },
        { new LedgerUnavailableException("The database does not answer."), "The database does not answer." },
        { new TaskCanceledException("Not by us."), nameof(TaskCanceledException) },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task A_round_that_fails_costs_that_round_whatever_it_failed_by(Exception fault, string said)
    {
        using var stop = new CancellationTokenSource();
        var rounds = 0;
        var going = Go(_ => ++rounds == 1 ? Task.FromException(fault) : Task.CompletedTask, stop.Token);
        for (var round = 0; round < 3; round++) await Next();

        await Stopped(going, stop);
        told.ShouldBe([said]);
    }

    [Fact]
    public async Task The_first_round_is_at_once_and_the_next_one_after_a_period()
    {
        using var stop = new CancellationTokenSource();
        var going = Go(static _ => Task.CompletedTask, stop.Token);
        (await begun.WaitAsync(Patience)).ShouldBeTrue();
        time.Advance(Period - TimeSpan.FromMilliseconds(1));
        begun.CurrentCount.ShouldBe(0);
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await begun.WaitAsync(Patience)).ShouldBeTrue();

        await Stopped(going, stop);
    }

    [Fact]
    public async Task What_takes_longer_skips_the_rounds_that_it_missed()
    {
        using var stop = new CancellationTokenSource();
        var works = new TaskCompletionSource();
        var rounds = 0;
        var going = Go(_ => ++rounds == 1 ? works.Task : Task.CompletedTask, stop.Token);
        (await begun.WaitAsync(Patience)).ShouldBeTrue();
        for (var period = 0; period < 5; period++) time.Advance(Period);
        rounds.ShouldBe(1);
        works.SetResult();
        (await begun.WaitAsync(Patience)).ShouldBeTrue();

        await Stopped(going, stop);
        rounds.ShouldBe(2);
    }

    [Fact]
    public async Task A_round_that_is_stopped_is_no_fault()
    {
        using var stop = new CancellationTokenSource();
        var going = Go(static stopping => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping), stop.Token);
        (await begun.WaitAsync(Patience)).ShouldBeTrue();

        await Stopped(going, stop);
        told.ShouldBeEmpty();
    }

    private Task Go(Func<CancellationToken, Task> round, CancellationToken stopping) => Rounds.Go(
        Period,
        time,
        ending =>
        {
            begun.Release();
            return round(ending);
        },
        told.Add,
        stopping);

    private async Task Next()
    {
        (await begun.WaitAsync(Patience)).ShouldBeTrue();
        time.Advance(Period);
    }

    private static async Task Stopped(Task going, CancellationTokenSource stop)
    {
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => going.WaitAsync(Patience, TimeProvider.System));
    }
}
