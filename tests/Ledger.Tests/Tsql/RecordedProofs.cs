using RecycledNumbers.Ledger.Credentials;
using RecycledNumbers.Ledger.Disclosures;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>The same for disclosures and credentials.</summary>
internal static class RecordedProofs
{
    private static readonly Dictionary<string, Func<IDisclosureLedger, Task>> _disclosures = new(StringComparer.Ordinal)
    {
        // Nothing is there to be read back: the session only records.
        [nameof(IDisclosureLedger.Keep)] = static ledger => Quietly(ledger.Keep(new KeptDisclosure("reference", "{}", "seal", Noon))),
        [nameof(IDisclosureLedger.Find)] = static ledger => ledger.Find("reference"),
        [nameof(IDisclosureLedger.Forget)] = static ledger => ledger.Forget(Noon, 10),
    };

    private static readonly Dictionary<string, Func<ICredentialLedger, Task>> _credentials = new(StringComparer.Ordinal)
    {
        [nameof(ICredentialLedger.Take)] = static ledger => ledger.Take(new CredentialPlace(1, 2, "+8613800000001", 1, Noon)),
        [nameof(ICredentialLedger.Count)] = static ledger => ledger.Count("+8613800000001", Noon),
        [nameof(ICredentialLedger.IsKnown)] = static ledger => ledger.IsKnown(1),
        [nameof(ICredentialLedger.ReadEnded)] = static ledger => ledger.ReadEnded(1),
        [nameof(ICredentialLedger.Forget)] = static ledger => ledger.Forget(Noon, 10),
    };

    public static IEnumerable<string> AskedOfDisclosures => _disclosures.Keys;

    public static IEnumerable<string> AskedOfCredentials => _credentials.Keys;

    public static async Task Ask(IDisclosureLedger disclosures, ICredentialLedger credentials)
    {
        foreach (var ask in _disclosures.Values)
        {
            await ask(disclosures);
        }

        foreach (var ask in _credentials.Values)
        {
            await ask(credentials);
        }
    }

    private static async Task Quietly(Task asked)
    {
        try
        {
            await asked;
        }
        catch (LedgerUnavailableException)
        {
            // It could not read back what it kept.
        }
    }
}
