using System.Collections.Concurrent;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Api.Commands;

/// <summary>Numbers that this process has just answered a command on: whoever checks one of them here next is answered by what that command left, wherever its grain lives.</summary>
/// <remarks>A mark lasts three to six seconds, longer than any block of numbers may be behind (two seconds); memory is bounded by the commands of six seconds.</remarks>
internal sealed class RecentCommands(TimeProvider time)
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private ConcurrentDictionary<(BlockKey, int), byte> current = new();
    private ConcurrentDictionary<(BlockKey, int), byte> former = new();
    private long turned = time.GetTimestamp();

    /// <summary>A command on this number was sent; its outcome may be in doubt.</summary>
    internal void Note(string number)
    {
        TurnOver();
        current[BlockKey.Of(number)] = 0;
    }

    /// <summary>Whether there was one lately.</summary>
    internal bool Has(BlockKey key, int line)
    {
        TurnOver();
        return current.ContainsKey((key, line)) || former.ContainsKey((key, line));
    }

    /// <summary>Whether there was any lately: spares most batches the look at every row.</summary>
    internal bool Any
    {
        get
        {
            TurnOver();
            return !current.IsEmpty || !former.IsEmpty;
        }
    }

    private void TurnOver()
    {
        if (time.GetElapsedTime(Volatile.Read(ref turned)) < Turn) return;
        lock (gate)
        {
            var elapsed = time.GetElapsedTime(turned);
            if (elapsed < Turn) return;
            former = elapsed < 2 * Turn ? current : new();
            current = new();
            Volatile.Write(ref turned, time.GetTimestamp());
        }
    }
}
