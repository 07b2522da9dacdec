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
                    insert into disclosures (id, statement, seal)
                    select @id, @statement, @seal
                    where not exists (select 1 from disclosures d where d.id = @id)
                    {dialect.OnIdTaken}
                    """, ("id", disclosure.Reference), ("statement", disclosure.Statement), ("seal", disclosure.Seal)), cancellation);
        }
        catch (LedgerRejectedException) when (dialect.OnIdTaken.Length == 0)
        {
            // A repeat kept it at the same moment.
        }

        return await Find(disclosure.Reference, cancellation) ?? throw new LedgerUnavailableException("A statement that was just kept is not there.");
    }

    public async Task<KeptDisclosure?> Find(string reference, CancellationToken cancellation = default) =>
        (await dialect.Query(
            new("select d.id, d.statement, d.seal from disclosures d where d.id = @id", ("id", reference)),
            static r => new KeptDisclosure(r.Text(0), r.Text(1), r.Text(2)), cancellation)).SingleOrDefault();
}
