using System.Collections.Concurrent;
using RecycledNumbers.Chaos.Checks;

namespace RecycledNumbers.Chaos.Load;

/// <summary>The log of a run, sent again in another order: every acknowledged command as it was, with its key. Refused ones are left out: they changed nothing, are not remembered, and might be right today.</summary>
internal sealed class LogReplay
{
    private const int AtOnce = 32;
    private const int Patience = 20;

    private readonly Operation[] log;
    private readonly Dictionary<string, Caller> callers;
    private readonly Random random;

    public LogReplay(IEnumerable<Operation> history, IEnumerable<Caller> callers, Random random)
    {
        log = [.. history.Where(static o => o is { Outcome: Outcome.Ok, Verb: not Verb.Check })];
        this.callers = callers.ToDictionary(static c => c.Party, StringComparer.Ordinal);
        this.random = random;
    }

    /// <summary>Commands in it.</summary>
    public int Count => log.Length;

    /// <summary>Sends it.</summary>
    public async Task<IReadOnlyCollection<Replayed>> Send(TimeSpan later)
    {
        random.Shuffle(log);
        var answers = new ConcurrentBag<Replayed>();
        await Parallel.ForEachAsync(log, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (operation, _) =>
        {
            var (status, body) = await callers[operation.Actor].Again(operation);
            for (var attempt = 1; status is 0 or 503 && attempt < Patience; attempt++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
                (status, body) = await callers[operation.Actor].Again(operation);
            }

            answers.Add(new Replayed(operation, later, status, status >= 400 ? body?["code"]?.ToString() : null, body?["generation"]?.GetValue<int>()));
        });
        return answers;
    }
}
