using Microsoft.Data.Sqlite;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>The one writing connection. Callers take turns; each turn is one immediate transaction.</summary>
internal sealed class SqliteWriter(string connectionString) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _connection;

    public async Task<T> Write<T>(Func<SqliteConnection, SqliteTransaction, T> write, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var connection = Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            Count(connection, transaction);
            var result = write(connection, transaction);
            transaction.Commit();
            return result;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is not (5 or 19))
        {
            // After anything but "busy" and a constraint the connection itself is in doubt: the next turn opens a new one.
            Close();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        Close();
        _turn.Dispose();
    }

    private static void Count(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "update transactions set last = last + 1";
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        if (_connection is not null)
        {
            return _connection;
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            SqliteFile.Prepare(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        return _connection = connection;
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
