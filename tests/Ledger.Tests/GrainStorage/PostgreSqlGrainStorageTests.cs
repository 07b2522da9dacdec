using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests.GrainStorage;

[Collection(PostgresFixture.OneAtATime)]
public sealed class PostgreSqlGrainStorageTests(PostgresFixture postgres) : GrainStorageContract
{
    protected override Task<LedgerOptions> EmptyDatabase() => postgres.Empty();
}
