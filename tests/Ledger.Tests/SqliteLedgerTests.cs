using RecycledNumbers.Ledger.Tests.Contract;
using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests;

public sealed class SqliteLedgerTests : LedgerContract
{
    private readonly TemporaryFolder _folder = new();

    protected override async Task<LedgerOptions> NewDatabase()
    {
        await Migrate(_folder.Ledger);
        return _folder.Ledger;
    }

    protected override Task Release()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
