using Microsoft.Data.SqlClient;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Starting;

/// <summary>What can be wrong with a SQL Server at start, as one line that says what to do. No value of a connection string but server, database and user gets in.</summary>
internal static class SqlServerStartFaults
{
    private const string Key = StartFaults.Key;

    // What the driver reports when the operating system does not trust the server's certificate.
    private const int UntrustedCertificate = -2146893019;

    public static LedgerStartException Of(SqlConnectionStringBuilder target, Exception exception) => new(
        exception is SqlException fault ? Of(target, fault.Number, fault.Class) : $"SQL Server at {target.DataSource} can't be used ({exception.GetType().Name}). Check that it runs and that {Key} is right.");

    public static string Of(SqlConnectionStringBuilder target, int number, byte severity)
    {
        var server = $"SQL Server at {target.DataSource}";
        var user = target.IntegratedSecurity ? "this process's own user" : $"user \"{target.UserID}\"";
        return number switch
        {
            4060 or 911 => $"{server} has no database \"{target.InitialCatalog}\" for {user}. Create it (create database {target.InitialCatalog}), give the user access, or correct Database in {Key}.",
            18456 or 18452 or 18470 or 18487 or 18488 => $"{server} refused {user}. Correct User ID and Password in {Key}.",
            229 or 262 or 2760 or 1088 => $"{server} does not let {user} create the ledger's tables in \"{target.InitialCatalog}\". Grant it create table, and alter on its schema.",
            UntrustedCertificate => $"{server} shows a certificate that this machine does not trust. Install the certificate's authority, or say TrustServerCertificate=true in {Key} where nobody can stand between.",
            -2 or 258 => $"{server} did not answer in time. Check that it runs and that Server in {Key} is right.",
            1105 or 9002 => $"{server} has no space left for \"{target.InitialCatalog}\" or its log. Free some.",
            _ when SqlServerFaults.IsConnectionLost(number, severity) => $"{server} can't be reached (error {number}). Start it, or correct Server in {Key}.",
            _ => $"{server} refused the migration of \"{target.InitialCatalog}\" with error {number}.",
        };
    }
}
