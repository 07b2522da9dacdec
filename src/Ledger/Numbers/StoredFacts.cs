using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>The facts of a number: out of their columns, or out of its record where the columns are not of this version of the row. A record that can't be read is stuck, and no other number notices.</summary>
internal static class StoredFacts
{
    public static NumberFacts Of(Row row) => row.TextOrNull(6) is { } record
        ? OfRecord(row, record)
        : new(row.Text(0), row.Text(1), row.Integer(2), row.Long(3), row.InstantOrNull(4), row.InstantOrNull(5));

    private static NumberFacts OfRecord(Row row, string record) => NumberFormat.Flaw(record, row.Text(0), out var state) is null
        ? new(row.Text(0), row.Text(1), row.Integer(2), state!.Sequence, state.CoveredSince, state.Tenure?.Since)
        : NumberFacts.Stuck(row.Text(0));
}
