using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RecycledNumbers.Ledger;

/// <summary>The databases that the ledger knows.</summary>
public enum LedgerProvider
{
    /// <summary>One file, one process: development and small installations.</summary>
    Sqlite,

    /// <summary>PostgreSQL 13 or later: any number of silos.</summary>
    PostgreSql,

    /// <summary>SQL Server 2019 or later: any number of silos. Unverified: it has not been run on a server yet.</summary>
    SqlServer,
}

/// <summary>How the ledger reaches its database. Section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Ledger";

    /// <summary>Where an unconfigured SQLite ledger lies, relative to the working directory.</summary>
    public const string DefaultSqliteConnectionString = "Data Source=data/ledger.db";

    /// <summary>Which database. Default <see cref="LedgerProvider.Sqlite"/>.</summary>
    [EnumDataType(typeof(LedgerProvider))]
    public LedgerProvider Provider { get; set; } = LedgerProvider.Sqlite;

    /// <summary>ADO.NET connection string. Default for SQLite: <see cref="DefaultSqliteConnectionString"/>, created when missing; required for PostgreSQL and SQL Server.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// How long one statement may take, in whole seconds (rounded up). Default 3 s, 1–60 s. Keep it below the grain response timeout (5 s), so that a caller
    /// learns "outcome unknown" from the ledger and not from a timeout on top. A commit that has waited half of it in the queue is refused unwritten.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Most commits in one statement, and most numbers in one grouped read. Default 500, 1–5,000.</summary>
    [Range(1, 5_000)]
    public int MaxBatch { get; set; } = 500;

    /// <summary>Batches written at the same time, so that one fills while another waits for the disk. Default 2, 1–16. SQLite has one writer whatever this says.</summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 2;

    /// <summary>Most commits, and most reads, that may wait; beyond it callers get <see cref="LedgerUnavailableException"/> at once. Default 20,000, 1–1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int QueueLimit { get; set; } = 20_000;

    internal int CommandTimeoutSeconds => (int)Math.Ceiling(CommandTimeout.TotalSeconds);

    /// <summary>The connection string in use: the configured one, or SQLite's default. For the stock Orleans providers, which share the database.</summary>
    public string EffectiveConnectionString =>
        Provider == LedgerProvider.Sqlite && string.IsNullOrWhiteSpace(ConnectionString) ? DefaultSqliteConnectionString : ConnectionString;

    /// <summary>The name under which the stock Orleans AdoNet providers know this database; nothing needs to be registered for it.</summary>
    public string OrleansInvariant => Provider switch
    {
        LedgerProvider.Sqlite => "System.Data.SQLite",
        LedgerProvider.SqlServer => "Microsoft.Data.SqlClient",
        _ => "Npgsql",
    };
}

[OptionsValidator]
internal sealed partial class LedgerOptionsValidator : IValidateOptions<LedgerOptions>;

internal sealed class LedgerConnectionStringValidator : IValidateOptions<LedgerOptions>
{
    public ValidateOptionsResult Validate(string? name, LedgerOptions options) =>
        string.IsNullOrWhiteSpace(options.EffectiveConnectionString)
            ? ValidateOptionsResult.Fail($"{LedgerOptions.Section}:{nameof(LedgerOptions.ConnectionString)} is required when {LedgerOptions.Section}:{nameof(LedgerOptions.Provider)} is {options.Provider}.")
            : ValidateOptionsResult.Success;
}
