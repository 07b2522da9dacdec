using RecycledNumbers.Ledger.Tests.Contract;
using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests;

[Collection(SqlServerDatabase.OneAtATime)]
public sealed class SqlServerLedgerTests : LedgerContract
{
    protected override async Task<LedgerOptions> NewDatabase()
    {
        var options = await SqlServerDatabase.Empty();
        await Migrate(options);
        return options;
    }
}
