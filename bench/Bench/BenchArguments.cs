using System.Globalization;

namespace RecycledNumbers.Bench;

/// <summary>What was asked for on the command line.</summary>
internal sealed record BenchArguments(int Numbers, int InFlight, int Rounds, string? Json)
{
    /// <summary>The arguments, or null where they make no sense.</summary>
    public static BenchArguments? Parse(IReadOnlyList<string> args)
    {
        var asked = new BenchArguments(50_000, 200, 3, null);
        if (args is not ["commands" or "all", ..])
        {
            return null;
        }

        for (var i = 1; i < args.Count; i += 2)
        {
            if (i + 1 == args.Count)
            {
                return null;
            }

            var next = (args[i], int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var n)) switch
            {
                ("--numbers", true) when n is >= 1_000 and <= 1_000_000 => asked with { Numbers = n },
                ("--in-flight", true) when n is >= 1 and <= 2_000 => asked with { InFlight = n },
                ("--rounds", true) when n is >= 1 and <= 20 => asked with { Rounds = n },
                ("--json", _) => asked with { Json = args[i + 1] },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            asked = next;
        }

        return asked;
    }
}
