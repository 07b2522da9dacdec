using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Figures;

/// <summary>How much waits, as an operator wants to know it. A count stands at <see cref="Most"/> where there are more.</summary>
/// <param name="OpenDeliveries">Open deliveries.</param>
/// <param name="OldestDelivery">Age of the oldest of those counted.</param>
/// <param name="DeadDeliveries">Dead deliveries.</param>
/// <param name="OpenUnbindings">Open unbindings.</param>
/// <param name="OverdueUnbindings">Those of them past their deadline.</param>
public sealed record LedgerFigures(long OpenDeliveries, TimeSpan OldestDelivery, long DeadDeliveries, long OpenUnbindings, long OverdueUnbindings)
{
    /// <summary>Disputes that an operator must decide.</summary>
    public long EscalatedDisputes { get; init; }

    /// <summary>Complaints and interceptions whose party has not answered.</summary>
    public long WaitingCases { get; init; }

    /// <summary>Those of them past their deadline.</summary>
    public long OverdueCases { get; init; }

    /// <summary>Where counting stops, so that the figures cost the same few milliseconds on the worst day.</summary>
    public const int Most = 100_000;
}

/// <summary>Reads the figures. Meant for every half minute, never for a request.</summary>
public interface ILedgerFigures
{
    /// <summary>The figures at an instant of the registry clock.</summary>
    /// <exception cref="LedgerUnavailableException">The database could not be asked.</exception>
    Task<LedgerFigures> ReadFigures(DateTimeOffset now, CancellationToken cancellation = default);
}

internal sealed class FigureTable(Dialect dialect)
{
    public async Task<LedgerFigures> Read(DateTimeOffset now, CancellationToken cancellation)
    {
        var open = await dialect.Query(
            new($"""
                select cast(count(*) as bigint), coalesce(min(created_at), @now)
                from (select {dialect.Top} created_at from deliveries where state = {(int)DeliveryState.Open} {dialect.Limit}) counted
                """, ("now", now), ("limit", LedgerFigures.Most)),
            static r => (Count: r.Long(0), Oldest: r.Instant(1)), cancellation);
        var dead = await Count($"state = {(int)DeliveryState.Dead}", "deliveries", late: null, cancellation);
        var unbindings = await Count(dialect.IsTrue(dialect.Open), "unbindings", late: null, cancellation);
        var overdue = await Count(dialect.IsTrue(dialect.Open), "unbindings", late: now, cancellation);
        var age = now - open[0].Oldest;
        return new LedgerFigures(open[0].Count, age > TimeSpan.Zero ? age : TimeSpan.Zero, dead, unbindings, overdue)
        {
            EscalatedDisputes = await Count($"{dialect.IsTrue("is_open")} and kind = '{CaseRow.Dispute}'", "cases", late: null, cancellation),
            WaitingCases = await Count($"{dialect.IsTrue("is_open")} and deadline is not null", "cases", late: null, cancellation),
            OverdueCases = await Count(dialect.IsTrue("is_open"), "cases", late: now, cancellation),
        };
    }

    /// <param name="which">A condition.</param>
    /// <param name="table">A table with an id.</param>
    /// <param name="late">Only those whose deadline lies before.</param>
    /// <param name="cancellation">Ends it.</param>
    private async Task<long> Count(string which, string table, DateTimeOffset? late, CancellationToken cancellation)
    {
        (string, object?)[] parameters = late is { } now ? [("now", now), ("limit", LedgerFigures.Most)] : [("limit", LedgerFigures.Most)];
        var count = await dialect.Query(
            new($"select cast(count(*) as bigint) from (select {dialect.Top} id from {table} where {which}{(late is null ? "" : " and deadline < @now")} {dialect.Limit}) counted", parameters),
            static r => r.Long(0), cancellation);
        return count[0];
    }
}
