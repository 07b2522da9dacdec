using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Stuck;

/// <summary>Numbers that were found unreadable. Whoever lists them has each record read again, so a repaired one needs no report: it is struck off.</summary>
internal sealed class StuckTable(Dialect dialect, TimeProvider time)
{
    public async Task Note(string number, string fault, CancellationToken cancellation)
    {
        (string, object?)[] values = [("number", number), ("fault", fault), ("since", time.GetUtcNow())];
        if (await dialect.Execute(new("update stuck_numbers set fault = @fault where number = @number", values[..2]), cancellation) == 0)
        {
            try
            {
                await dialect.Execute(new("insert into stuck_numbers (number, since, fault) select @number, @since, @fault", values), cancellation);
            }
            catch (LedgerRejectedException)
            {
                // Another activation noted it at the same moment.
            }
        }
    }

    /// <summary>In the order in which they were noticed, after a position.</summary>
    public async Task<IReadOnlyList<StuckNumber>> Read(long afterPosition, int limit, CancellationToken cancellation)
    {
        var stuck = new List<StuckNumber>();
        var after = afterPosition;
        while (stuck.Count < limit)
        {
            var wanted = limit - stuck.Count;
            var rows = await dialect.Query(
                new($"""
                    select {dialect.Top} s.position, s.number, s.since, s.fault, n.state, s.looked_at, s.looked_by, s.looked_why from stuck_numbers s join numbers n on n.number = s.number
                    where s.position > @after order by s.position {dialect.Limit}
                    """, ("after", after), ("limit", wanted)),
                static r => (Number: new StuckNumber(r.Long(0), r.Text(1), r.Instant(2), r.Text(3)) { LookedAt = r.InstantOrNull(5), LookedBy = r.TextOrNull(6), LookedWhy = r.TextOrNull(7) }, State: r.Text(4)), cancellation);
            var readable = rows.Where(static row => NumberFormat.Flaw(row.State, row.Number.Number, out _) is null).Select(static row => row.Number.Number).ToArray();
            if (readable.Length > 0)
            {
                await dialect.Execute(new($"delete from stuck_numbers where {dialect.In("number", "@numbers")}", ("numbers", readable)), cancellation);
            }

            stuck.AddRange(rows.Select(static row => row.Number).ExceptBy(readable, static s => s.Number));
            if (rows.Count < wanted)
            {
                break;
            }

            after = rows[^1].Number.Position;
        }

        return stuck;
    }
}
