using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Holders;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Deliveries;

/// <summary>What the silo needs to deliver.</summary>
public static class DeliveriesRegistration
{
    /// <summary>Adds webhooks, lanes and endpoints. The host brings what <see cref="OwnersRegistration"/> adds, <see cref="ILedger"/>, <see cref="TenureTokenKey"/>, the registry clock, the data protection key ring and the grain storage <c>directory</c>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="webhooks">Section <c>Webhooks</c>: <see cref="WebhookOptions"/>.</param>
    public static IServiceCollection AddDeliveries(this IServiceCollection services, IConfiguration webhooks)
    {
        services.AddDataProtection();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<WebhookOptions>().Bind(webhooks).ValidateDataAnnotations()
            .Validate(o => o.Source.IsAbsoluteUri, "Webhooks:Source must be an absolute URI.")
            .Validate<IHostEnvironment>((o, host) => !o.AllowLoopback || host.IsDevelopment(), "Webhooks:AllowLoopback is for Development only.")
            .ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<WebhookOptions>>().Value);
        services.AddSingleton(s => new EventEnvelope(s.GetRequiredService<WebhookOptions>().Source, s.GetRequiredService<TenureTokenKey>()));
        // The sender lives by the host's clock: receivers check the timestamp against theirs, and moving the registry's clock must not time requests out.
        services.AddSingleton(s => new WebhookSender(
            new HttpMessageInvoker(WebhookTargets.Handler(s.GetRequiredService<WebhookOptions>().AllowLoopback)),
            s.GetRequiredService<EventEnvelope>(),
            s.GetRequiredService<WebhookOptions>(),
            s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(s => new NumberMessenger(number => s.GetRequiredService<IGrainFactory>().GetGrain<INumberGrain>(number)));
        services.TryAddSingleton(s => new SinkSeal(s.GetRequiredService<IDataProtectionProvider>()));
        services.AddSingleton(s => new LaneFactory(
            s.GetRequiredService<ILedger>(),
            s.GetRequiredService<WebhookSender>(),
            s.GetRequiredService<NumberMessenger>(),
            s.GetRequiredService<OwnerDesk>(),
            s.GetRequiredService<CodeDesk>(),
            party => s.GetRequiredService<IGrainFactory>().GetGrain<IEndpointGrain>(party).ReadSending(),
            s.GetRequiredService<SinkSeal>(),
            platform => s.GetRequiredService<IGrainFactory>().GetGrain<ISubscriptionListGrain>(platform),
            s.GetRequiredService<WebhookOptions>(),
            s.GetRequiredKeyedService<TimeProvider>(RegistryClock.Key),
            s.GetRequiredService<ILoggerFactory>()));
        return services;
    }
}
