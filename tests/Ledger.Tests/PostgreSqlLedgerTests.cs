using RecycledNumbers.Ledger.Tests.Contract;
using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests;

[Collection(PostgresFixture.OneAtATime)]
public sealed class PostgreSqlLedgerTests(PostgresFixture postgres) : LedgerContract
{
    protected override Task<LedgerOptions> NewDatabase() => postgres.Migrated();
}
