using System.Text;
using Npgsql;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>What PostgreSQL's SQLSTATE classes mean for a batch.</summary>
internal static class PostgreSqlFaults
{
    public static Fault Of(Exception exception) => exception switch
    {
        PostgresException server => OfState(server.SqlState),

        // The driver could not even encode a value: nothing was sent that could have been committed.
        InvalidCastException or EncoderFallbackException or OverflowException or ArgumentException => Fault.Refused,
        _ => Fault.Unavailable,
    };

    public static bool IsConnectionLost(NpgsqlException exception) => exception switch
    {
        PostgresException server => server.SqlState is "57P01" or "57P02" or "57P03" || server.SqlState.StartsWith("08", StringComparison.Ordinal),
        _ => exception.InnerException is not TimeoutException,
    };

    public static string Describe(Exception exception) => exception switch
    {
        PostgresException server => $"SQLSTATE {server.SqlState}",
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => "timeout",
        NpgsqlException { InnerException: { } inner } => inner.GetType().Name,
        _ => exception.GetType().Name,
    };

    private static Fault OfState(string state) => state[..2] switch
    {
        "40" => Fault.Collision,            // serialization failure, deadlock
        "22" or "23" => Fault.Refused,      // data exception, integrity constraint
        "21" => Fault.Refused,              // one row twice in an upsert
        "54" => Fault.Refused,              // program limit: a key too long for its index
        "42" => state == "42501" ? Fault.Unavailable : Fault.Refused,
        _ => Fault.Unavailable,             // connection, resources, disk full, shutdown, cancelled, read-only, anything unforeseen
    };
}
