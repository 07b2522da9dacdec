using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Parties;

/// <summary>The policies that a decision needs, at hand on every silo, so that a number's command waits for no other grain.</summary>
internal interface IPolicyDirectory
{
    /// <summary>Policies for a command by this actor on this number.</summary>
    ValueTask<NumberPolicies> For(FreezeProfile country, NumberState state, Party actor);

    /// <summary>What a settings grain has just written; other silos follow within seconds.</summary>
    void Note(string carrier, CarrierPolicy policy);

    /// <summary>As above, for a platform.</summary>
    void Note(string platform, PlatformPolicy policy);
}

/// <summary>Copies of all policies asked for so far, read again every five seconds. Only the very first question about a party waits for its grain, which waits for nobody.</summary>
internal sealed partial class PolicyDirectory(IGrainFactory grains, IBlockDirectory blocks, TimeProvider timeProvider, IHostApplicationLifetime host, ILogger<PolicyDirectory> log) : BackgroundService, IPolicyDirectory
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, CarrierPolicy> carriers = new();
    private readonly ConcurrentDictionary<string, PlatformPolicy> platforms = new();

    public async ValueTask<NumberPolicies> For(FreezeProfile country, NumberState state, Party actor)
    {
        var block = await blocks.HolderOf(state.Number);
        var holder = state.Carrier ?? block;
        var policies = ImmutableDictionary<string, PlatformPolicy>.Empty;
        foreach (var binding in state.Bindings)
        {
            policies = await With(policies, binding.Platform);
        }

        if (actor.Kind == PartyKind.Platform)
        {
            policies = await With(policies, actor.Id);
        }

        return new NumberPolicies
        {
            Freeze = country,
            BlockHolder = block,
            Carrier = holder is null ? CarrierPolicy.Default : carriers.TryGetValue(holder, out var policy) ? policy : carriers.GetOrAdd(holder, await ReadCarrier(holder)),
            Platforms = policies,
        };
    }

    private async ValueTask<ImmutableDictionary<string, PlatformPolicy>> With(ImmutableDictionary<string, PlatformPolicy> policies, string id) =>
        policies.ContainsKey(id) ? policies
        : policies.Add(id, platforms.TryGetValue(id, out var known) ? known : platforms.GetOrAdd(id, await ReadPlatform(id)));

    public void Note(string carrier, CarrierPolicy policy) => carriers[carrier] = policy;

    public void Note(string platform, PlatformPolicy policy) => platforms[platform] = policy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // As soon as the host begins to stop: the silo goes down before this service, and grains can't be asked then.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, host.ApplicationStopping);
        await Rounds.Go(Refresh, timeProvider, _ => ReadAgain(), fault => LogStale(log, fault), stop.Token);
    }

    private async Task ReadAgain()
    {
        foreach (var id in carriers.Keys)
        {
            carriers[id] = await ReadCarrier(id);
        }

        foreach (var id in platforms.Keys)
        {
            platforms[id] = await ReadPlatform(id);
        }
    }

    private async Task<CarrierPolicy> ReadCarrier(string id) => (await grains.GetGrain<ICarrierGrain>(id).Read())?.Policy ?? CarrierPolicy.Default;

    private async Task<PlatformPolicy> ReadPlatform(string id) => (await grains.GetGrain<IPlatformGrain>(id).Read())?.Policy ?? PlatformPolicy.Default;

    [LoggerMessage(1, LogLevel.Warning, "Policies could not be read again ({Fault}); the copies at hand stay in use")]
    private static partial void LogStale(ILogger log, string fault);
}
