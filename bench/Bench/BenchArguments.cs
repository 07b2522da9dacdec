namespace RecycledNumbers.Bench;

/// <summary>How much of everything a bench does.</summary>
/// <param name="Numbers">Numbers that commands go round.</param>
/// <param name="InFlight">Commands under way at once.</param>
/// <param name="Rounds">Rounds of each side, alternating; the median counts.</param>
/// <param name="Quick">Small amounts: shows that it runs, not how fast.</param>
internal sealed record BenchArguments(int Numbers, int InFlight, int Rounds, bool Quick)
{
    /// <summary>This many, or a small share of it in a quick run.</summary>
    public int Amount(int full, int quick) => Quick ? quick : full;
}
