using Microsoft.Data.Sqlite;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>Where the file is and how a connection to it is set up.</summary>
internal static class SqliteFile
{
    public static string ConnectionString(LedgerOptions options)
    {
        var builder = new SqliteConnectionStringBuilder(options.EffectiveConnectionString);
        if (builder.Mode == SqliteOpenMode.Memory || builder.DataSource.Length == 0 || builder.DataSource.StartsWith(":memory:", StringComparison.OrdinalIgnoreCase))
        {
            // Each connection would see a database of its own, and nothing would be kept.
            throw new LedgerStartException($"{LedgerOptions.Section}:{nameof(LedgerOptions.ConnectionString)} must name a file, for example \"{LedgerOptions.DefaultSqliteConnectionString}\".");
        }

        builder.DefaultTimeout = options.CommandTimeoutSeconds;
        return builder.ConnectionString;
    }

    public static string PathOf(string connectionString) => Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);

    /// <summary>WAL is kept in the file; the rest belongs to the connection. FULL: a commit that was acknowledged survives a power cut. What is erased is overwritten.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;";
        command.ExecuteNonQuery();
    }
}
