using System.Reflection;
using RecycledNumbers.Api.DevClock;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Tests.DevClock;

public sealed class SimulatedClockTests
{
    [Fact]
    public async Task What_was_read_before_the_clock_was_moved_and_comes_after_it_does_not_turn_it_back()
    {
        var ledger = DispatchProxy.Create<ILedger, Offsets>();
        var clock = new SimulatedClock(ledger, TimeProvider.System);
        var following = clock.Follow(CancellationToken.None);
        var moved = await clock.Advance(TimeSpan.FromDays(1));
        ((Offsets)ledger).Read.SetResult(TimeSpan.Zero);
        await following;

        clock.Now.ShouldBeGreaterThanOrEqualTo(moved);
    }

    /// <summary>A ledger of which nothing but the clock's offset is asked; reading it takes as long as the test wants.</summary>
    public class Offsets : DispatchProxy
    {
        public TaskCompletionSource<TimeSpan> Read { get; } = new();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            nameof(ILedger.ReadClockOffset) => Read.Task,
            nameof(ILedger.AdvanceClock) => Task.FromResult((TimeSpan)args![0]!),
            var other => throw new NotSupportedException(other),
        };
    }
}
