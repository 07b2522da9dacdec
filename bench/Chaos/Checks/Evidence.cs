using RecycledNumbers.Chaos.Clusters;
using RecycledNumbers.Chaos.Faults;
using RecycledNumbers.Chaos.Load;
using RecycledNumbers.Chaos.Receivers;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>What a verdict is passed on: the callers' side, the receivers' side and the tables, taken when everything has come to rest.</summary>
internal sealed class Evidence
{
    /// <summary>Commands and checks as their callers saw them.</summary>
    public required IReadOnlyCollection<Operation> Operations { get; init; }

    /// <summary>Answers that no caller should get.</summary>
    public required IReadOnlyCollection<OddAnswer> Odd { get; init; }

    /// <summary>Answers to commands that were sent again long after they were done.</summary>
    public required IReadOnlyCollection<Replayed> Replays { get; init; }

    /// <summary>What platforms got.</summary>
    public required IReadOnlyCollection<Received> Received { get; init; }

    /// <summary>Faults that were made.</summary>
    public required IReadOnlyCollection<FaultRecord> Faults { get; init; }

    /// <summary>Rows of numbers.</summary>
    public required IReadOnlyList<StoredNumber> Numbers { get; init; }

    /// <summary>Histories, each in order.</summary>
    public required IReadOnlyList<NumberStory> Stories { get; init; }

    /// <summary>Remembered commands, <c>number actor/key</c>.</summary>
    public required IReadOnlySet<string> Commands { get; init; }

    /// <summary>Every message that was ever queued.</summary>
    public required IReadOnlyList<QueuedMessage> Messages { get; init; }

    /// <summary>States of the deliveries that still have a row: 0 open, 1 to be pulled, 2 pulled, 3 given up.</summary>
    public required IReadOnlyDictionary<string, int> Deliveries { get; init; }

    /// <summary>Numbers at which something was due for more than a minute and nothing happened.</summary>
    public required IReadOnlyList<string> Overslept { get; init; }

    /// <summary>Takes it all in.</summary>
    public static async Task<Evidence> Take(RegistryDatabase database, History history, IReadOnlyCollection<Replayed> replays, IEnumerable<Platform> platforms, IReadOnlyCollection<FaultRecord> faults) => new()
    {
        Operations = history.Operations,
        Odd = history.Odd,
        Replays = replays,
        Received = [.. platforms.SelectMany(static p => p.All).OrderBy(static r => r.At)],
        Faults = faults,
        Numbers = await database.Numbers(),
        Stories = [.. (await database.Events()).GroupBy(static e => e.Number, StringComparer.Ordinal).Select(static g => new NumberStory(g.Key, [.. g]))],
        Commands = await database.Commands(),
        Messages = await database.Messages(),
        Deliveries = await database.Deliveries(),
        Overslept = await database.Overslept(TimeSpan.FromMinutes(1)),
    };
}

/// <summary>A command that was sent once more, as it was, long after it had been acknowledged.</summary>
/// <param name="First">It, with its first answer.</param>
/// <param name="Later">How much later on the registry's clock.</param>
/// <param name="Status">The answer's HTTP status.</param>
/// <param name="Code">Its code where it was an error.</param>
/// <param name="Generation">The generation that it names, or null.</param>
internal sealed record Replayed(Operation First, TimeSpan Later, int Status, string? Code, int? Generation);
