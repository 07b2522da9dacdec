using System.Globalization;

namespace RecycledNumbers.Bench;

/// <summary>What a figure should reach: its ratio to the yardstick, or the value itself where there is none.</summary>
internal sealed record Target(double Bound, bool AtLeast)
{
    public static Target Least(double bound) => new(bound, AtLeast: true);

    public static Target Most(double bound) => new(bound, AtLeast: false);

    public bool Met(double value) => AtLeast ? value >= Bound : value <= Bound;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(AtLeast ? "≥" : "≤")} {Bound:0.###}");
}

/// <summary>One figure, beside its yardstick from the same run where it has one.</summary>
/// <param name="Name">As in <c>--json</c>: lower case with underscores.</param>
/// <param name="What">What was measured, and how much of it.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">For example <c>/s</c>, <c>B</c>, <c>ms</c>.</param>
/// <param name="Against">What the yardstick is, or null.</param>
/// <param name="Yardstick">In the same unit, or null.</param>
/// <param name="Target">For the ratio, or for the value where there is no yardstick.</param>
internal sealed record Figure(string Name, string What, double Value, string Unit, string? Against, double? Yardstick, Target Target)
{
    public double? Ratio => Value / Yardstick;

    public bool Met => Target.Met(Ratio ?? Value);

    /// <summary>The middle one of several rounds, the higher one of two.</summary>
    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
