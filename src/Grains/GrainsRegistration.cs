using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Grains.Audit;
using RecycledNumbers.Grains.Batches;
using RecycledNumbers.Grains.Checks;
using RecycledNumbers.Grains.Feeds;
using RecycledNumbers.Grains.Figures;
using RecycledNumbers.Grains.Numbers;
using RecycledNumbers.Grains.Parties;
using RecycledNumbers.Grains.Retention;
using RecycledNumbers.Grains.Wakes;
using RecycledNumbers.Ledger.Batches;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains;

/// <summary>Puts the grains' own needs into a silo. The host brings the ledger, the registry clock, <see cref="Ledger.Audit.EventSalts"/>, a <see cref="TenureSeal"/> and a storage named <c>directory</c>; roots are made where it brings <see cref="Ledger.Audit.IRootSigner"/> too.</summary>
public static class GrainsRegistration
{
    /// <summary>Places of grains that a silo remembers, some 300 bytes each. Orleans' million would grow for as long as numbers are woken that nobody asks for again: docs/performance.md.</summary>
    private const int KnownPlaces = 100_000;

    /// <summary>Registers them. Section <c>Wakes</c> holds <see cref="WakeOptions"/>.</summary>
    public static IServiceCollection AddNumbers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddKeyedSingleton<IGrainStorage, LedgerGrainStorage>(LedgerGrainStorage.Name);
        services.AddSingleton<ICommandMemory, CommandMemory>();
        services.AddSingleton<INumberHistory, NumberHistory>();
        services.AddSingleton<IBlockDirectory, BlockDirectory>();
        services.AddSingleton<NewClients>();
        services.AddSingleton<PolicyDirectory>();
        services.AddSingleton<IPolicyDirectory>(provider => provider.GetRequiredService<PolicyDirectory>());
        services.AddHostedService(provider => provider.GetRequiredService<PolicyDirectory>());
        services.AddSingleton<NumberIndex>();
        services.AddSingleton<BlockCheck>();
        services.AddSingleton<ILocalBlocks, LocalBlocks>();
        services.AddHostedService<IndexFollower>();
        services.AddHostedService<DayCloser>();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection("Audit")).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<RootMaker>();
        services.AddOptions<WakeOptions>().Bind(configuration.GetSection("Wakes")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BatchOptions>().Bind(configuration.GetSection(BatchOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Oblivion>();
        services.AddSingleton<BatchGate>();
        services.AddSingleton<BatchWakes>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, WakeStarter>();
        services.Configure<GrainDirectoryOptions>(static options => options.CacheSize = KnownPlaces);
        return services;
    }

    /// <summary>Registers what feeds the gauges that need the database. Section <c>Metrics</c> holds <see cref="MetricsOptions"/>.</summary>
    public static IServiceCollection AddFigures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection("Metrics")).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<FiguresReader>();
        services.AddHostedService<FigureKeeper>();
        return services;
    }
}
