using System.Collections.Immutable;
using Orleans.Concurrency;

namespace RecycledNumbers.Contracts.Subscriptions;

/// <summary>Where a platform's subscriptions are. Key: the platform's id. The numbers hold them; this list holds their numbers, perhaps for a while after one is over, and never lacks one that is there.</summary>
[Alias("rn.ISubscriptionListGrain")]
public interface ISubscriptionListGrain : IGrainWithStringKey
{
    /// <summary>A place for a subscription that is about to be made. False: there are 1,000 already.</summary>
    [Alias("Reserve")] Task<bool> Reserve(string id, string number);

    /// <summary>Whether notifications may be sent to an address: the same rule as for webhooks.</summary>
    [Alias("MaySend"), AlwaysInterleave] Task<bool> MaySend(string sink);

    /// <summary>The number that a subscription is about, E.164, or null.</summary>
    [Alias("Find"), AlwaysInterleave] Task<string?> Find(string id);

    /// <summary>All of them, in the order in which they were made.</summary>
    [Alias("List"), AlwaysInterleave] Task<ImmutableArray<ListedSubscription>> List();

    /// <summary>These are over, or were never made.</summary>
    [Alias("Forget")] Task Forget(ImmutableArray<string> ids);
}

/// <summary>A subscription's place.</summary>
/// <param name="Id">Subscription.</param>
/// <param name="Number">E.164 text.</param>
/// <param name="At">When it was reserved: what is not on its number long after that was never made, or is over.</param>
[GenerateSerializer, Immutable, Alias("rn.ListedSubscription")]
public sealed record ListedSubscription([property: Id(0)] string Id, [property: Id(1)] string Number, [property: Id(2)] DateTimeOffset At);
