using System.Collections.Concurrent;
using System.Diagnostics;

namespace RecycledNumbers.Chaos.Load;

/// <summary>Everything that callers sent and were answered, and every answer that no caller should ever get. Kept outside the product, so that its word is not needed.</summary>
internal sealed class History
{
    private readonly ConcurrentQueue<Operation> operations = new();
    private readonly ConcurrentQueue<OddAnswer> odd = new();
    private readonly long started = Stopwatch.GetTimestamp();
    private int acknowledged;

    /// <summary>Time since the run began.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(started);

    /// <summary>What is over, in the order of completion.</summary>
    public IReadOnlyCollection<Operation> Operations => operations;

    /// <summary>Server errors without one of the stable codes that a caller can act on.</summary>
    public IReadOnlyCollection<OddAnswer> Odd => odd;

    /// <summary>Acknowledged commands so far.</summary>
    public int Acknowledged => acknowledged;

    /// <summary>One more.</summary>
    public void Add(Operation operation)
    {
        operations.Enqueue(operation);
        if (operation.Outcome == Outcome.Ok && operation.Verb != Verb.Check)
        {
            Interlocked.Increment(ref acknowledged);
        }
    }

    /// <summary>An answer that should not be.</summary>
    public void Add(OddAnswer answer) => odd.Enqueue(answer);
}

/// <summary>An answer of 500 or more that is not a typed 503.</summary>
/// <param name="At">When.</param>
/// <param name="Key">Of which command.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">What was said, shortened.</param>
internal sealed record OddAnswer(TimeSpan At, string Key, int Status, string Body);
