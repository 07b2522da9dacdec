namespace RecycledNumbers.Ledger.Figures;

/// <summary>Times from request to outcome in classes, each √2 as long as the one before: class 0 is up to a minute, class 40 some two years.</summary>
internal static class OutcomeClasses
{
    public const int Last = 40;

    public static int Of(TimeSpan time) => time.TotalMinutes <= 1 ? 0 : Math.Min(Last, (int)Math.Ceiling(2 * Math.Log2(time.TotalMinutes)));

    /// <summary>The time below which a share of the outcomes lies, laid evenly into the class that it falls in.</summary>
    public static double? Quantile(IReadOnlyList<(int Class, long Total)> counts, double share)
    {
        var all = counts.Sum(static c => c.Total);
        if (all == 0)
        {
            return null;
        }

        var wanted = share * all;
        foreach (var (which, total) in counts.OrderBy(static c => c.Class))
        {
            if (wanted <= total)
            {
                return Math.Pow(2, (which - 1 + (wanted / total)) / 2);
            }

            wanted -= total;
        }

        return Math.Pow(2, Last / 2.0);
    }
}
