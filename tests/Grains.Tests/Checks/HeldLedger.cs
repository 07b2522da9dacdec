using System.Reflection;
using System.Threading.Channels;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Tests.Checks;

/// <summary>A ledger whose blocks are read only when the test says so.</summary>
internal class HeldLedger : DispatchProxy
{
    private readonly Channel<TaskCompletionSource<IReadOnlyList<NumberFacts>>> reads = Channel.CreateUnbounded<TaskCompletionSource<IReadOnlyList<NumberFacts>>>();
    private int atOnce;

    public ChannelReader<TaskCompletionSource<IReadOnlyList<NumberFacts>>> Reads => reads.Reader;

    public int MostAtOnce { get; private set; }

    public void Answer(TaskCompletionSource<IReadOnlyList<NumberFacts>> read)
    {
        Interlocked.Decrement(ref atOnce);
        read.SetResult([]);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(ILedger.ReadEventFeedEnd) => Task.FromResult("0.0"),
        nameof(ILedger.ReadFacts) => Read(),
        _ => throw new NotSupportedException(targetMethod?.Name),
    };

    private Task<IReadOnlyList<NumberFacts>> Read()
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref atOnce));
        var read = new TaskCompletionSource<IReadOnlyList<NumberFacts>>();
        reads.Writer.TryWrite(read);
        return read.Task;
    }
}
