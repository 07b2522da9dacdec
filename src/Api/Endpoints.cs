using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Admin;
using RecycledNumbers.Api.Audit;
using RecycledNumbers.Api.Batches;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Blocks;
using RecycledNumbers.Api.Camara;
using RecycledNumbers.Api.Cases;
using RecycledNumbers.Api.Checks;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Api.Credentials;
using RecycledNumbers.Api.DevClock;
using RecycledNumbers.Api.Disclosures;
using RecycledNumbers.Api.Events;
using RecycledNumbers.Api.Feeds;
using RecycledNumbers.Api.Holders;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.My;
using RecycledNumbers.Api.Numbers;
using RecycledNumbers.Api.Operations;
using RecycledNumbers.Api.Owners;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Api.Unbindings;
using RecycledNumbers.Api.Webhooks;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Api;

/// <summary>The endpoints under <c>/v1</c>, all of them, and what they alone need. The ledger and the grains come from the host.</summary>
internal static class Endpoints
{
    internal static void AddEndpoints(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(RegistryTime.Key, TimeProvider.System);
        services.AddSingleton<Attempts>();
        services.AddSingleton<RecentCommands>();
        services.AddSingleton<BlockDesk>();
        services.AddSingleton<PathNumbers>();
        services.AddSingleton<Subscribers>();
        services.TryAddSingleton(static provider => new ContactSeal(provider.GetRequiredService<IDataProtectionProvider>()));
        services.TryAddSingleton(static provider => new OwnerLinks(provider.GetRequiredService<IDataProtectionProvider>()));
        services.TryAddSingleton(static provider => new SinkSeal(provider.GetRequiredService<IDataProtectionProvider>()));
        services.AddSingleton<Contacts>();
        services.AddSingleton<TenureTokens>();
        services.AddOptions<HolderOptions>().BindConfiguration(HolderOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<HolderBudget>();
        services.AddSingleton<HolderDesk>();
        services.AddSingleton<ComplaintSeal>();
        services.AddSingleton<CaseDesk>();
        services.AddMy();
        services.AddConsole();
        services.AddFeeds();
        services.AddDisclosures();
        services.AddCredentials();
        services.AddAudit();
        services.AddOptions<BatchOptions>().Bind(configuration.GetSection(BatchOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(static provider => new TenureTokenKey(provider.GetRequiredService<KeyRing>().Derive("tenure-token")));
        services.TryAddSingleton(static provider => new TenureSeal(provider.GetRequiredService<KeyRing>().Derive("tenure")));
        // A silo registers its own after this; a gateway makes the same events by the same setting.
        var source = EventSource(configuration);
        services.TryAddSingleton(provider => new EventEnvelope(source, provider.GetRequiredService<TenureTokenKey>()));
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.Converters.Add(new PhoneNumberJson()));
    }

    private static Uri EventSource(IConfiguration configuration) => Uri.TryCreate(configuration["Webhooks:Source"] ?? "urn:recycled-numbers", UriKind.Absolute, out var source)
        ? source
        : throw new StartRefusedException("Webhooks:Source must be an absolute URI.");

    internal static void MapEndpoints(this WebApplication app)
    {
        app.MapNumbers();
        app.MapNumberCommands();
        app.MapDisclosures();
        app.MapNotices();
        app.MapOwnerPages();
        app.MapHolders();
        app.MapHolderCases();
        app.MapCases();
        app.MapCredentials();
        app.MapMy();
        app.MapMyCases();
        app.MapConsole();
        app.MapNumberPages();
        app.MapOperatorLists();
        app.MapOperatorActs();
        app.MapForwarding();
        app.MapBlocks();
        app.MapBatches();
        app.MapBatchResults();
        app.MapBindings();
        app.MapConfirm();
        app.MapSilentPeriods();
        app.MapUnbindings();
        app.MapOutcomeStream();
        app.MapWebhook();
        app.MapDeliveries();
        app.MapEvents();
        app.MapChecks();
        app.MapFeeds();
        app.MapParties();
        app.MapDeadLetters();
        app.MapStuck();
        app.MapDisputes();
        app.MapOperations();
        app.MapAudit();
        app.MapClock();
        app.MapCamara();
    }
}
