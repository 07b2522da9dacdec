using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests.GrainStorage;

[Collection(SqlServerDatabase.OneAtATime)]
public sealed class SqlServerGrainStorageTests : GrainStorageContract
{
    protected override Task<LedgerOptions> EmptyDatabase() => SqlServerDatabase.Empty();
}
