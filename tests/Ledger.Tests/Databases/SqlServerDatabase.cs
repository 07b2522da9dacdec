using Microsoft.Data.SqlClient;

namespace RecycledNumbers.Ledger.Tests.Databases;

/// <summary>
/// The database of the connection string in <c>RN_TEST_SQLSERVER</c>: one, used by one test at a time. Its tables are dropped before each test, so that no right is needed but to create tables;
/// it must be empty, or these tests' own.
/// </summary>
internal static class SqlServerDatabase
{
    /// <summary>Tests that share the database do not run side by side.</summary>
    public const string OneAtATime = "SQL Server, one test at a time";

    private const string Variable = "RN_TEST_SQLSERVER";

    // Made before the first table of ours: says that whatever stands here may go.
    private const string Marker = "recycled_numbers_tests";

    private static readonly string[] _tables =
    [
        "numbers", "transactions", "number_events", "number_commands", "deliveries", "unbindings", "cases", "number_blocks", "simulated_clock", "OrleansQuery", "orleans_storage",
        "orleans_membership_version", "orleans_membership", "orleans_reminders", "schema_versions",
    ];

    /// <summary>Skips the test where there is no server.</summary>
    public static async Task<LedgerOptions> Empty()
    {
        var connectionString = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(connectionString), $"{Variable} holds no connection string of a SQL Server: not run.");
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        if (!await Exists(connection, Marker))
        {
            foreach (var table in _tables)
            {
                (await Exists(connection, table)).ShouldBeFalse($"The database of {Variable} holds a table {table} that these tests did not make. Give them a database of their own.");
            }

            await Run(connection, $"create table {Marker} (id int not null)");
        }

        foreach (var table in _tables)
        {
            if (await Exists(connection, table))
            {
                await Run(connection, $"drop table {table}");
            }
        }

        return new() { Provider = LedgerProvider.SqlServer, ConnectionString = connectionString!, CommandTimeout = TimeSpan.FromSeconds(30) };
    }

    private static async Task<bool> Exists(SqlConnection connection, string table)
    {
        await using var command = new SqlCommand("select count(*) from INFORMATION_SCHEMA.TABLES where TABLE_NAME = @table", connection);
        command.Parameters.AddWithValue("@table", table);
        return (int)(await command.ExecuteScalarAsync())! > 0;
    }

#pragma warning disable CA2100 // Names of this file.
    private static async Task Run(SqlConnection connection, string sql)
    {
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
#pragma warning restore CA2100
}
