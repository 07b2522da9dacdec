using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace RecycledNumbers.Ledger.Starting;

/// <summary>Everything that can be wrong with a database at start, as one line that says what to do. No value of a connection string but host, port, database and user gets in.</summary>
internal static partial class StartFaults
{
    internal const string Key = $"{LedgerOptions.Section}:{nameof(LedgerOptions.ConnectionString)}";

    /// <summary>Runs what reads the connection string.</summary>
    public static T Readable<T>(LedgerOptions options, Func<LedgerOptions, T> read)
    {
        try
        {
            return read(options);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            var keyword = Keyword().Match(exception.Message) is { Success: true } match ? $" (unknown or wrong: {match.Groups["keyword"].Value})" : "";
            var example = options.Provider switch
            {
                LedgerProvider.Sqlite => LedgerOptions.DefaultSqliteConnectionString,
                LedgerProvider.SqlServer => "Server=localhost;Database=recycled_numbers;User ID=…;Password=…",
                _ => "Host=localhost;Database=recycled_numbers;Username=…;Password=…",
            };
            throw new LedgerStartException($"{Key} is not a connection string for {options.Provider}{keyword}. Write it like \"{example}\".");
        }
    }

    public static LedgerStartException PostgreSql(NpgsqlConnectionStringBuilder target, Exception exception)
    {
        var server = $"PostgreSQL at {target.Host}:{target.Port}";
        return new(exception switch
        {
            PostgresException { SqlState: "3D000" } => $"{server} has no database \"{target.Database}\". Create it (createdb {target.Database}) or correct Database in {Key}.",
            PostgresException { SqlState: "28P01" or "28000" } => $"{server} refused user \"{target.Username}\". Correct Username and Password in {Key}.",
            PostgresException { SqlState: "42501" } => $"User \"{target.Username}\" may not create the ledger's tables in \"{target.Database}\". Run: grant create on schema public to \"{target.Username}\".",
            PostgresException { SqlState: "53300" } => $"{server} has no connection left. Raise max_connections or stop what holds them.",
            PostgresException { SqlState: "57P03" } => $"{server} is starting or stopping. Try again when it is up.",
            PostgresException server1 => $"{server} refused the migration of \"{target.Database}\" with SQLSTATE {server1.SqlState}: {OneLine(server1.MessageText)}. Name an empty database in {Key}, or restore this one from a backup.",
            NpgsqlException { InnerException: TimeoutException } or TimeoutException => $"{server} did not answer in time. Check that it runs and that Host and Port in {Key} are right.",
            _ when Socket(exception) is { } socket => $"{server} can't be reached ({socket.SocketErrorCode}). Start it, or correct Host and Port in {Key}.",
            _ => $"{server} can't be used ({exception.GetType().Name}). Check that it runs and that {Key} is right.",
        });
    }

    public static LedgerStartException Sqlite(string path, Exception exception) => new(exception switch
    {
        SqliteException { SqliteErrorCode: 26 } => $"The file {path} is not a SQLite database. Move it away, or name another file in {Key}.",
        SqliteException { SqliteErrorCode: 11 } => $"The database file {path} is damaged. Restore it from a backup.",
        SqliteException { SqliteErrorCode: 5 or 6 } => $"The database file {path} is locked by another process. Stop that process, or name another file in {Key}.",
        SqliteException { SqliteErrorCode: 13 } => $"There is no space left for the database file {path}. Free some.",
        SqliteException sqlite => $"The database file {path} can't be used (SQLite error {sqlite.SqliteExtendedErrorCode}). Check that this user may write it and its folder, or name another file in {Key}.",
        _ => $"The database file {path} can't be written ({exception.GetType().Name}). Check that its folder exists and that this user may write there, or name another file in {Key}.",
    });

    private static SocketException? Socket(Exception? exception) => exception as SocketException ?? (exception is null ? null : Socket(exception.InnerException));

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');

    /// <summary>The keyword that a builder complains about; never more than letters and blanks, so that a value put in its place stays out.</summary>
    [GeneratedRegex("(?:[Kk]eyword not supported: |[Kk]eyword |set )'?(?<keyword>[A-Za-z ]{1,30})'?(?: |$|\\.)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keyword();
}
