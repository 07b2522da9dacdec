using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests.ClusterTables;

[Collection(SqlServerDatabase.OneAtATime)]
public sealed class SqlServerClusterTablesTests : ClusterTablesContract
{
    protected override Task<LedgerOptions> EmptyDatabase() => SqlServerDatabase.Empty();
}
