using System.Collections.Immutable;
using Orleans.Concurrency;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Contracts.Deliveries;

/// <summary>Where and how a platform or carrier is told. Key: the party's text, <c>platform:wechat</c>, <c>carrier:cmcc</c>. Without an endpoint it pulls.</summary>
[Alias("rn.IEndpointGrain")]
public interface IEndpointGrain : IGrainWithStringKey
{
    /// <summary>Sets the endpoint; parked deliveries are sent. The first time, the answer holds the signing secret.</summary>
    [Alias("Set")] Task<Reply<EndpointView>> Set(CommandId id, EndpointSettings settings);

    /// <summary>The endpoint without its secret, or null when there is none.</summary>
    [Alias("Read"), AlwaysInterleave] Task<EndpointView?> Read();

    /// <summary>A new signing secret; the old one stays valid for a day and both sign.</summary>
    [Alias("RotateSecret")] Task<Reply<EndpointView>> RotateSecret(CommandId id);

    /// <summary>Queues a <c>webhook.test</c> event; the answer is its delivery id.</summary>
    [Alias("SendTest")] Task<Reply<string>> SendTest(CommandId id);

    /// <summary>Makes a dead delivery of this party due again.</summary>
    [Alias("Replay")] Task<Reply<string>> Replay(CommandId id, string deliveryId);

    /// <summary>The party has pulled up to a cursor: receipts follow.</summary>
    [Alias("AcknowledgePulled")] Task AcknowledgePulled(string cursor);

    /// <summary>What a lane needs to send: endpoint, valid secrets, circuit. Null: the party pulls.</summary>
    [Alias("ReadSending"), AlwaysInterleave] Task<SendingSettings?> ReadSending();
}

/// <summary>An endpoint as its party sets it.</summary>
/// <param name="Url">https (http on loopback in Development), at most 500 characters.</param>
/// <param name="Batch">Events may come in CloudEvents batches.</param>
/// <param name="Events">Types to send, without prefix; empty for all.</param>
[GenerateSerializer, Immutable, Alias("rn.EndpointSettings")]
public sealed record EndpointSettings([property: Id(0)] string Url, [property: Id(1)] bool Batch, [property: Id(2)] ImmutableArray<string> Events);

/// <summary>An endpoint as its party sees it.</summary>
[GenerateSerializer, Immutable, Alias("rn.EndpointView")]
public sealed record EndpointView
{
    /// <summary>Its settings.</summary>
    [Id(0)] public required EndpointSettings Settings { get; init; }

    /// <summary>Signing secret (<c>whsec_</c> and base64), only in the answer that made it.</summary>
    [Id(1)] public string? Secret { get; init; }

    /// <summary>Until when the former secret signs too, or null.</summary>
    [Id(2)] public DateTimeOffset? FormerSecretUntil { get; init; }
}

/// <summary>What a lane needs to send.</summary>
/// <param name="Settings">Endpoint.</param>
/// <param name="Secrets">Valid secrets, newest first.</param>
[GenerateSerializer, Immutable, Alias("rn.SendingSettings")]
public sealed record SendingSettings([property: Id(0)] EndpointSettings Settings, [property: Id(1)] ImmutableArray<string> Secrets);

/// <summary>Sends what is due for one destination's lane. Key: the lane, <c>platform:wechat/3</c>, <c>carrier:cmcc/0</c>, <c>numbers/5</c>.</summary>
[Alias("rn.IDeliveryLaneGrain")]
public interface IDeliveryLaneGrain : IGrainWithStringKey
{
    /// <summary>Something may be due. Returns at once.</summary>
    [Alias("Poke"), OneWay, AlwaysInterleave] Task Poke();

    /// <summary>The destination's endpoint was changed: whatever is sent from now on goes by the new one. Returns at once.</summary>
    [Alias("Refresh"), OneWay, AlwaysInterleave] Task Refresh();

    /// <summary>Sends what is due and returns when nothing more is.</summary>
    [Alias("Drain")] Task Drain();
}
