using System.Globalization;
using System.Text;
using Microsoft.Data.SqlClient;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>What SQL Server's error numbers mean for a batch.</summary>
internal static class SqlServerFaults
{
    private const int Timeout = -2;

    /// <summary>From this severity on, the server has ended the connection.</summary>
    private const int Fatal = 20;

    public static Fault Of(Exception exception) => exception switch
    {
        SqlException server => OfNumber(server.Number),

        // A key too long, or a value that the driver could not even send: nothing was sent that could have been committed.
        InvalidCastException or EncoderFallbackException or OverflowException or ArgumentException or FormatException => Fault.Refused,
        _ => Fault.Unavailable,
    };

    public static Fault OfNumber(int number) => number switch
    {
        1205 or 3960 or 3961 => Fault.Collision,                       // chosen in a deadlock; snapshot conflict
        2627 or 2601 => Fault.Refused,                                 // a key that is taken
        547 or 515 or 2628 or 8152 => Fault.Refused,                   // a check, a missing value, a text too long
        220 or 241 or 245 or 248 or 295 or 8114 or 8115 or 8169 => Fault.Refused, // a value that its type does not hold
        1946 or 1942 => Fault.Refused,                                 // a key too long for its index
        >= 13600 and <= 13699 => Fault.Refused,                        // JSON that can't be read
        102 or 156 or 207 or 208 or 213 or 2812 => Fault.Refused,      // not this schema, or not this language
        _ => Fault.Unavailable,                                        // connection, time, resources, log full, shutdown, rights, anything unforeseen
    };

    /// <summary>Of two writers of one key the other has come first.</summary>
    public static bool IsKeyTaken(Exception exception) => exception is SqlException { Number: 2627 or 2601 };

    /// <summary>What one migration meets when another is made at the same time: things that are there already, rows written already, a deadlock.</summary>
    public static bool IsAnotherMigration(Exception exception) => exception is SqlException { Number: 2714 or 1913 or 1779 or 1750 or 2627 or 2601 or 1205 or 3960 };

    public static bool IsConnectionLost(Exception exception) => exception is SqlException server && IsConnectionLost(server.Number, server.Class);

    public static bool IsConnectionLost(int number, byte severity) =>
        number != Timeout && (severity >= Fatal || number is -1 or 2 or 20 or 40 or 53 or 64 or 121 or 232 or 233 or 596 or 1236 or 6005 or 10053 or 10054 or 10060 or 10061);

    public static string Describe(Exception exception) => exception switch
    {
        SqlException { Number: Timeout } => "timeout",
        SqlException server => string.Create(CultureInfo.InvariantCulture, $"SQL Server error {server.Number}"),
        _ => exception.GetType().Name,
    };
}
