using System.Collections.Concurrent;

namespace RecycledNumbers.Chaos.Faults;

/// <summary>Makes one fault after the other, in shuffled rounds, so that each kind has its turn before one comes again.</summary>
internal sealed class FaultTimetable(FaultScene scene, IReadOnlyList<string> kinds, TimeSpan pause)
{
    private readonly ConcurrentQueue<FaultRecord> made = new();

    /// <summary>What was made so far.</summary>
    public IReadOnlyCollection<FaultRecord> Made => made;

    /// <summary>The kind under way, or null.</summary>
    public string? Now { get; private set; }

    /// <summary>Goes on until the run ends, or for so many rounds.</summary>
    public async Task Run(int? rounds)
    {
        var next = new Queue<string>();
        while (!(rounds is { } most && made.Count == most * kinds.Count) && kinds.Count > 0 && await Pause())
        {
            if (next.Count == 0)
            {
                var round = kinds.ToArray();
                scene.Random.Shuffle(round);
                next = new Queue<string>(round);
            }

            var (kind, started) = (next.Dequeue(), scene.History.Now);
            Now = kind;
            var note = await FaultKinds.Make(kind)(scene);
            made.Enqueue(new FaultRecord(kind, started, scene.History.Now, note));
            Now = null;
        }
    }

    private async Task<bool> Pause()
    {
        try
        {
            await Task.Delay(pause, TimeProvider.System, scene.Ending);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
