using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests.ClusterTables;

[Collection(PostgresFixture.OneAtATime)]
public sealed class PostgreSqlClusterTablesTests(PostgresFixture postgres) : ClusterTablesContract
{
    protected override Task<LedgerOptions> EmptyDatabase() => postgres.Empty();
}
