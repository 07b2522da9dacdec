using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Batches;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Credentials;
using RecycledNumbers.Ledger.Disclosures;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Ledger.Operators;
using RecycledNumbers.Ledger.Starting;

namespace RecycledNumbers.Ledger;

/// <summary>Puts the ledger into a host.</summary>
public static class LedgerRegistration
{
    /// <summary>
    /// Registers <see cref="ILedger"/> and <see cref="LedgerMigrator"/> after a configuration section (usually <see cref="LedgerOptions.Section"/>).
    /// The host runs the migrator before it starts. A <see cref="TimeProvider"/> registered before is used; the system's otherwise.
    /// </summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, IConfiguration section)
    {
        services.AddLogging();
        services.AddOptions<LedgerOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerConnectionStringValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LedgerMigrator>();
        services.TryAddSingleton<TransactionCounter>();
        services.TryAddSingleton<RegistryGuard>();
        services.TryAddSingleton<SiloLock>();
        services.TryAddSingleton<ILedger>(static provider => DatabaseLedger.Create(
            provider.GetRequiredService<IOptions<LedgerOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DatabaseLedger>>()));
        services.TryAddSingleton<ILedgerFigures>(static provider => (DatabaseLedger)provider.GetRequiredService<ILedger>());
        services.TryAddSingleton<IEventLists>(static provider => (DatabaseLedger)provider.GetRequiredService<ILedger>());
        services.TryAddSingleton<ICaseLists>(static provider => (DatabaseLedger)provider.GetRequiredService<ILedger>());
        services.TryAddSingleton<IBatchLedger>(static provider => ((DatabaseLedger)provider.GetRequiredService<ILedger>()).Batches);
        services.TryAddSingleton<IDisclosureLedger>(static provider => ((DatabaseLedger)provider.GetRequiredService<ILedger>()).Disclosures);
        services.TryAddSingleton<ICredentialLedger>(static provider => ((DatabaseLedger)provider.GetRequiredService<ILedger>()).Credentials);
        services.TryAddSingleton<IAuditLedger>(static provider => ((DatabaseLedger)provider.GetRequiredService<ILedger>()).Audit);
        services.TryAddSingleton<IKeptFigures>(static provider => ((DatabaseLedger)provider.GetRequiredService<ILedger>()).Kept);
        services.TryAddSingleton<IOperatorLedger>(static provider => ((DatabaseLedger)provider.GetRequiredService<ILedger>()).Operators);
        return services;
    }
}
