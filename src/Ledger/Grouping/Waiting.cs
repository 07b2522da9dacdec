using System.Diagnostics;

namespace RecycledNumbers.Ledger.Grouping;

/// <summary>A caller that waits in a <see cref="GroupQueue{TAsk, TAnswer}"/>.</summary>
internal sealed class Waiting<TAsk, TAnswer>(TAsk ask)
{
    // Continuations run elsewhere: a caller's code must never run on, and hold up, the loop that serves everybody.
    private readonly TaskCompletionSource<TAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _since = Stopwatch.GetTimestamp();

    public TAsk Ask { get; } = ask;

    /// <summary>The trace that asks.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;

    public Task<TAnswer> Answer => _answer.Task;

    /// <summary>Real time on purpose, not <see cref="TimeProvider"/>: a simulated clock that jumps ninety days must not fail who waits.</summary>
    public TimeSpan Waited => Stopwatch.GetElapsedTime(_since);

    public bool IsOver => _answer.Task.IsCompleted;

    public void Give(TAnswer answer) => _answer.TrySetResult(answer);

    public void Fail(Exception exception) => _answer.TrySetException(exception);

    public void Cancel(CancellationToken cancellation) => _answer.TrySetCanceled(cancellation);
}
