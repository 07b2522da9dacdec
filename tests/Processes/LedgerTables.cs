using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Processes;

/// <summary>The ledger's tables in a PostgreSQL database.</summary>
public static class LedgerTables
{
    /// <summary>Makes them where they are missing.</summary>
    public static async Task Make(string connectionString)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddLedger(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Ledger:Provider"] = "PostgreSql", ["Ledger:ConnectionString"] = connectionString }).Build().GetSection("Ledger"))
            .BuildServiceProvider();
        await services.GetRequiredService<LedgerMigrator>().Migrate();
    }
}
