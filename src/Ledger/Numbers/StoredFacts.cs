using System.Globalization;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>The facts of a number out of its record: of the parts that the database took out, or of the whole. What can't be read is stuck, and no other number notices.</summary>
internal static class StoredFacts
{
    /// <summary>Where the parts lie in the record, in the order in which <see cref="OfParts"/> reads them after number, phase and generation.</summary>
    public static readonly string[][] Paths = [["v"], ["number", "number"], ["number", "sequence"], ["number", "coveredSince"], ["number", "tenure", "since"]];

    public static NumberFacts OfParts(Row row)
    {
        var number = row.Text(0);
        return int.TryParse(row.TextOrNull(3), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version <= NumberFormat.Version && row.TextOrNull(4) == number
            && long.TryParse(row.TextOrNull(5) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && TryInstant(row.TextOrNull(6), out var covered) && TryInstant(row.TextOrNull(7), out var since)
            ? new NumberFacts(number, row.Text(1), row.Integer(2), sequence, covered, since)
            : NumberFacts.Stuck(number);
    }

    public static NumberFacts OfRecord(Row row) => NumberFormat.Flaw(row.Text(3), row.Text(0), out var state) is null
        ? new NumberFacts(row.Text(0), row.Text(1), row.Integer(2), state!.Sequence, state.CoveredSince, state.Tenure?.Since)
        : NumberFacts.Stuck(row.Text(0));

    private static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        var readable = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed);
        instant = readable ? parsed : null;
        return readable || text is null;
    }
}
