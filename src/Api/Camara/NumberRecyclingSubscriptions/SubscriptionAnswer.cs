using System.Text.Json.Serialization;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Domain.Subscriptions;

namespace RecycledNumbers.Api.Camara.NumberRecyclingSubscriptions;

/// <summary>A subscription as it is answered: what was asked for, without the credential, and without a number that the platform never named.</summary>
internal sealed record SubscriptionAnswer(
    string Protocol,
    string Sink,
    string[] Types,
    SubscriptionConfigAnswer Config,
    string Id,
    DateTimeOffset StartsAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt,
    string Status)
{
    internal static SubscriptionAnswer Of(SubscriptionView view) => new(
        "HTTP",
        view.Sink,
        [SubscriptionTypes.Of(view.Type)],
        new SubscriptionConfigAnswer(new SubscriptionDetailAnswer(view.Number), view.ExpireTime, view.MaxEvents, view.InitialEvent),
        view.Id,
        view.StartsAt,
        view.EndsAt,
        // One that is over is not there any more.
        "ACTIVE");
}

internal sealed record SubscriptionConfigAnswer(
    SubscriptionDetailAnswer SubscriptionDetail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? SubscriptionExpireTime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? SubscriptionMaxEvents,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? InitialEvent);

internal sealed record SubscriptionDetailAnswer([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PhoneNumber);
