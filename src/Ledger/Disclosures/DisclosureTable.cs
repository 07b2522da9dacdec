using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Disclosures;

/// <summary>Statements are written once and never changed.</summary>
internal sealed class DisclosureTable(Dialect dialect) : IDisclosureLedger
{
    public async Task<KeptDisclosure> Keep(KeptDisclosure disclosure, CancellationToken cancellation = default)
    {
        try
        {
            await dialect.Execute(
                new($"""
                    insert into disclosures (id, statement, seal, kept_at)
                    select @id, @statement, @seal, @at
                    where not exists (select 1 from disclosures d where d.id = @id)
                    {dialect.OnTaken("id")}
                    """, ("id", disclosure.Reference), ("statement", disclosure.Statement), ("seal", disclosure.Seal), ("at", disclosure.At)), cancellation);
        }
        catch (LedgerRejectedException) when (dialect.OnTaken("id").Length == 0)
        {
            // A repeat kept it at the same moment.
        }

        return await Find(disclosure.Reference, cancellation) ?? throw new LedgerUnavailableException("A statement that was just kept is not there.");
    }

    public async Task<KeptDisclosure?> Find(string reference, CancellationToken cancellation = default) =>
        (await dialect.Query(
            new("select d.id, d.statement, d.seal, d.kept_at from disclosures d where d.id = @id", ("id", reference)),
            static r => new KeptDisclosure(r.Text(0), r.Text(1), r.Text(2), r.InstantOrNull(3)), cancellation)).SingleOrDefault();

    public Task<int> Forget(DateTimeOffset keptBefore, int limit, CancellationToken cancellation = default) => dialect.Execute(
        new($"""
            delete from disclosures where id in (
                select {dialect.Top} d.id from disclosures d where d.kept_at < @before order by d.kept_at {dialect.Limit} {dialect.ForUpdateSkipLocked})
            """, ("before", keptBefore), ("limit", limit)),
        cancellation);
}
