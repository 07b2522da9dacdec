using System.Globalization;
using RecycledNumbers.Chaos.Checks;
using RecycledNumbers.Chaos.Faults;

namespace RecycledNumbers.Chaos;

/// <summary>What was asked for on the command line.</summary>
internal sealed record ChaosArguments
{
    /// <summary>How long the load runs, 5–86,400 s. Default 120.</summary>
    public int Seconds { get; init; } = 120;

    /// <summary>Silos, 1–9. Default 3.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>Numbers under load, 20–5,000. Default 200.</summary>
    public int Numbers { get; init; } = 200;

    /// <summary>Commands per second that are aimed at, all numbers together, 1–5,000. Default 300.</summary>
    public int Rate { get; init; } = 300;

    /// <summary>Pause between two faults, 0–600 s. Default 10.</summary>
    public int Pause { get; init; } = 10;

    /// <summary>Makes the same choices again. What the machine does in between is not repeatable.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Kinds of faults, by name; null: all that can be made here.</summary>
    public IReadOnlyList<string>? Faults { get; init; }

    /// <summary>The line that is broken on purpose, or null.</summary>
    public string? Sabotage { get; init; }

    /// <summary>How often each kind of fault is made, each cut for the shortest time, 1–100, and the load ends then; null: in turn until the time is over.</summary>
    public int? Times { get; init; }

    /// <summary>Whether the log is sent again a day and 31 days later.</summary>
    public bool Replay { get; init; } = true;

    /// <summary>File for the verdicts as JSON.</summary>
    public string? Json { get; init; }

    /// <summary>Folder for history, verdicts with their examples, and the processes' output.</summary>
    public string? Report { get; init; }

    /// <summary>The arguments, or null where they make no sense.</summary>
    public static ChaosArguments? Parse(IReadOnlyList<string> args)
    {
        var asked = new ChaosArguments();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count || With(asked, args[i], args[i + 1]) is not { } next)
            {
                return null;
            }

            asked = next;
        }

        return asked;
    }

    private static ChaosArguments? With(ChaosArguments asked, string name, string value) => (name, int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) switch
    {
        ("--seconds", true) when n is >= 5 and <= 86_400 => asked with { Seconds = n },
        ("--silos", true) when n is >= 1 and <= 9 => asked with { Silos = n },
        ("--numbers", true) when n is >= 20 and <= 5_000 => asked with { Numbers = n },
        ("--rate", true) when n is >= 1 and <= 5_000 => asked with { Rate = n },
        ("--pause", true) when n is <= 600 => asked with { Pause = n },
        ("--seed", true) => asked with { Seed = n },
        ("--replay", _) when value is "yes" or "no" => asked with { Replay = value == "yes" },
        ("--times", true) when n is >= 1 and <= 100 => asked with { Times = n },
        ("--faults", _) when FaultKinds.Parse(value) is { } kinds => asked with { Faults = kinds },
        ("--sabotage", _) when Lines.Find(value) is { } line && Sabotages.Sabotage.Knows(line) => asked with { Sabotage = line },
        ("--json", _) => asked with { Json = value },
        ("--report", _) => asked with { Report = value },
        _ => null,
    };
}
