using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests.GrainStorage;

public sealed class SqliteGrainStorageTests : GrainStorageContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<LedgerOptions> EmptyDatabase() => Task.FromResult(_folder.Ledger);

    protected override Task Release()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
