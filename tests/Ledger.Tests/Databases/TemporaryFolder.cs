using Microsoft.Data.Sqlite;

namespace RecycledNumbers.Ledger.Tests.Databases;

/// <summary>A folder that goes with its test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rn-ledger-").FullName;

    public LedgerOptions Ledger => new() { Provider = LedgerProvider.Sqlite, ConnectionString = $"Data Source={System.IO.Path.Combine(Path, "ledger.db")}", CommandTimeout = TimeSpan.FromSeconds(30) };

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
