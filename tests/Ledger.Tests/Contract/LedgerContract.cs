using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace RecycledNumbers.Ledger.Tests.Contract;

/// <summary>What every database must do alike. Each test has a database of its own.</summary>
public abstract partial class LedgerContract : IAsyncLifetime
{
    private LedgerOptions _options = null!;

    protected FakeTimeProvider Time { get; } = new(Sample.Noon);

    protected LedgerOptions LedgerOptions => _options;

    private protected DatabaseLedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _options = await NewDatabase();
        Ledger = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Options of a migrated, empty database.</summary>
    protected abstract Task<LedgerOptions> NewDatabase();

    protected virtual Task Release() => Task.CompletedTask;

    private protected DatabaseLedger Open() => DatabaseLedger.Create(_options, Time, NullLogger<DatabaseLedger>.Instance);

    protected static Task Migrate(LedgerOptions options) => new LedgerMigrator(Options.Create(options), TimeProvider.System, NullLogger<LedgerMigrator>.Instance).Migrate();
}
