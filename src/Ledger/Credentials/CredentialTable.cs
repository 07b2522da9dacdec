using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Credentials;

/// <summary>Places in status lists. That a tenure is over is committed with the number and looked up there, so that no list can miss it.</summary>
internal sealed class CredentialTable(Dialect dialect) : ICredentialLedger
{
    public async Task<bool> Take(CredentialPlace place, CancellationToken cancellation = default)
    {
        try
        {
            return await dialect.Execute(
                new("""
                    insert into credentials (list, place, number, generation, expires_at)
                    select @list, @place, @number, @generation, @expires
                    where not exists (select 1 from credentials c where c.list = @list and c.place = @place)
                    """,
                    ("list", place.List), ("place", place.Place), ("number", place.Number), ("generation", place.Generation), ("expires", place.ExpiresAt)), cancellation) == 1;
        }
        catch (LedgerRejectedException)
        {
            // Another took it at the same moment.
            return false;
        }
    }

    public async Task<int> Count(string number, DateTimeOffset now, CancellationToken cancellation = default) =>
        (await dialect.Query(
            new("select c.place from credentials c where c.number = @number and c.expires_at > @now", ("number", number), ("now", now)), static _ => true, cancellation)).Count;

    public async Task<bool> IsKnown(long list, CancellationToken cancellation = default) =>
        (await dialect.Query(
            new($"select {dialect.Top} c.place from credentials c where c.list = @list {dialect.Limit}", ("list", list), ("limit", 1)), static _ => true, cancellation)).Count > 0;

    public async Task<IReadOnlyList<EndedPlace>> ReadEnded(long list, CancellationToken cancellation = default) =>
        await dialect.Query(
            new("""
                select c.place, case when n.generation <> c.generation then 1 else 0 end from credentials c join numbers n on n.number = c.number
                where c.list = @list and (n.generation <> c.generation or n.phase not in ('inService', 'suspended'))
                order by c.place
                """, ("list", list)),
            static r => new EndedPlace(r.Integer(0), r.Integer(1) == 1), cancellation);

    public Task<int> Forget(DateTimeOffset expiredBefore, int limit, CancellationToken cancellation = default) =>
        dialect.Execute(new(dialect.ForgetCredentials, ("before", expiredBefore), ("limit", limit)), cancellation);
}
