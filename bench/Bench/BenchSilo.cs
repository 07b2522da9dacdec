using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Grains;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Bench;

/// <summary>What a silo does for the audit.</summary>
internal enum BenchAudit
{
    /// <summary>Nothing: its events have no hash.</summary>
    None,

    /// <summary>Its events are hashed.</summary>
    Hashes,

    /// <summary>And roots are made over them every second.</summary>
    Roots,
}

/// <summary>A silo with the real grains on a database of its own; the numbers' storage is the ledger, or Orleans' stock ADO.NET provider.</summary>
internal static class BenchSilo
{
    public static async Task<IHost> Start(string connectionString, bool stock, TimeProvider? clock = null, BenchAudit audit = BenchAudit.Hashes)
    {
        // Development, because the receiver of webhooks is on loopback.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ledger:Provider"] = "PostgreSql",
            ["Ledger:ConnectionString"] = connectionString,
            ["Ledger:CommandTimeout"] = "00:00:30",
            ["Webhooks:AllowLoopback"] = "true",
            ["Audit:Interval"] = "00:00:01",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddRegistryClock(clock ?? TimeProvider.System);
        builder.Services.AddLedger(builder.Configuration.GetSection("Ledger"));
        builder.Services.AddNumbers(builder.Configuration);
        builder.Services.AddSingleton(new TenureTokenKey(new byte[32]));
        builder.Services.AddSingleton(new EventSalts(new byte[32]));
        if (audit == BenchAudit.None)
        {
            builder.Services.AddKeyedSingleton<Orleans.Storage.IGrainStorage>(LedgerGrainStorage.Name, static (services, _) => new LedgerGrainStorage(services.GetRequiredService<ILedger>(), salts: null));
        }
        else if (audit == BenchAudit.Roots)
        {
            builder.Services.AddSingleton<IRootSigner, BenchSigner>();
        }

        builder.Services.AddSingleton(new TenureSeal(new byte[32]));
        builder.Services.AddOwners(builder.Configuration);
        builder.Services.AddDeliveries(builder.Configuration.GetSection("Webhooks"));
        builder.UseOrleans(silo =>
        {
            var port = FreePort.Take();
            silo.UseLocalhostClustering(port, FreePort.Take(), serviceId: "bench", clusterId: $"bench-{port}");
            silo.UseInMemoryReminderService();
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(60));
            silo.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = TimeSpan.FromSeconds(60));
            silo.AddAdoNetGrainStorage(DirectoryStorage.Name, Configure);
            if (stock)
            {
                silo.AddAdoNetGrainStorage(LedgerGrainStorage.Name, Configure);
            }
        });
        var host = builder.Build();
        await host.Services.GetRequiredService<LedgerMigrator>().Migrate();
        await host.StartAsync();
        return host;

        // The stock provider gets the same serializer as the ledger, so that only the way to the database differs.
        void Configure(AdoNetGrainStorageOptions options) =>
            (options.Invariant, options.ConnectionString, options.GrainStorageSerializer) = ("Npgsql", connectionString, new NumberFormatSerializer());
    }

    private sealed class BenchSigner : IRootSigner
    {
        private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string Sign(TreeHead head) => SignedRoot.Sign(head, "ES256", "bench", key.SignHash);
    }

    private sealed class NumberFormatSerializer : Orleans.Storage.IGrainStorageSerializer
    {
        public BinaryData Serialize<T>(T? input) => new(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(input, NumberFormat.Options));

        public T Deserialize<T>(BinaryData input) => System.Text.Json.JsonSerializer.Deserialize<T>(input, NumberFormat.Options)!;
    }
}
