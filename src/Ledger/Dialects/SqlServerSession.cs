using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>Sends batches. A pooled connection each; a batch holds its transaction within itself, so that none is left open when the process dies between two.</summary>
internal class SqlServerSession(string connectionString) : IAsyncDisposable
{
    // SqlClient cuts a value to its parameter's size without a word: a text beyond this is sent without a limit.
    private const int LongestBounded = 4000;

    private static readonly string[] _timeout = ["Connect Timeout", "Connection Timeout", "Timeout"];

    /// <summary>Sends a batch and reads its results.</summary>
    public virtual async Task<T> Run<T>(SqlServerBatch batch, Func<DbDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = Command(connection, batch);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var result = await read(reader, cancellation);
            while (await reader.NextResultAsync(cancellation))
            {
                // An error at the very end, such as a commit that failed, shows only here.
            }

            return result;
        }
        catch (SqlException exception) when (SqlServerFaults.IsConnectionLost(exception))
        {
            // One lost connection means that the others of the pool died with the server: the next caller must not be handed a dead one.
            SqlConnection.ClearPool(connection);
            throw;
        }
    }

    /// <summary>Closes the pool.</summary>
    public virtual ValueTask DisposeAsync()
    {
        using var connection = new SqlConnection(connectionString);
        SqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    /// <summary>The configured connection string with the time limits that the ledger promises; what the operator set stays.</summary>
    internal static string ConnectionString(LedgerOptions options)
    {
        var given = new SqlConnectionStringBuilder(options.EffectiveConnectionString);
        var set = new SqlConnectionStringBuilder(given.ConnectionString) { CommandTimeout = options.CommandTimeoutSeconds };
        if (!given.ShouldSerialize("Application Name"))
        {
            set.ApplicationName = "recycled-numbers";
        }

        if (!_timeout.Any(given.ShouldSerialize))
        {
            set.ConnectTimeout = options.CommandTimeoutSeconds;
        }

        return set.ConnectionString;
    }

#pragma warning disable CA2100 // The dialect's own text; every value is a parameter.
    private static SqlCommand Command(SqlConnection connection, SqlServerBatch batch)
    {
        var command = new SqlCommand(batch.Text, connection);
        foreach (var (name, value) in batch.Parameters)
        {
            command.Parameters.Add(Parameter("@" + name, value));
        }

        return command;
    }
#pragma warning restore CA2100

    private static SqlParameter Parameter(string name, object? value) => value switch
    {
        null => new(name, SqlDbType.NVarChar, LongestBounded) { Value = DBNull.Value },
        string text => new(name, SqlDbType.NVarChar, text.Length <= LongestBounded ? LongestBounded : -1) { Value = text },
        short number => new(name, SqlDbType.SmallInt) { Value = number },
        int number => new(name, SqlDbType.Int) { Value = number },
        long number => new(name, SqlDbType.BigInt) { Value = number },
        bool flag => new(name, SqlDbType.Bit) { Value = flag },
        byte[] bytes => new(name, SqlDbType.VarBinary, -1) { Value = bytes },
        DateTimeOffset instant => new(name, SqlDbType.DateTimeOffset) { Scale = 6, Value = instant },
        _ => throw new ArgumentException($"A {value.GetType().Name} is no value for {name}.", nameof(value)),
    };
}
