using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Numbers;

/// <param name="Subscriber">The carrier's own opaque reference; stored as a keyed hash only.</param>
/// <param name="ContractDate">Day of the contract in the country's calendar; today unless said.</param>
/// <param name="Usage">Use of the number.</param>
/// <param name="Contact">Where the subscriber can be reminded once the number is lost.</param>
internal sealed record AssignRequest(
    [property: Text(1, 128)] string Subscriber,
    DateOnly? ContractDate = null,
    Usage Usage = Usage.Residential,
    ContactRequest? Contact = null) : IRequestBody;

/// <param name="Consent">Must be true: the subscriber agreed to be reminded there.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Number">Another number than the one assigned.</param>
/// <param name="Language">BCP 47 language tag.</param>
internal sealed record ContactRequest(
    bool Consent,
    [property: Word(@"^[^\s@\u0000-\u001f\u007f<>()\[\],;:\\""]{1,64}@[^\s@\u0000-\u001f\u007f<>()\[\],;:\\""]{1,189}$", "an e-mail address of at most 254 characters", 254)] string? Email = null,
    PhoneNumber? Number = null,
    [property: Word("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", "a language tag such as zh-Hans", 35)] string? Language = null) : IRequestBody
{
    string? IRequestBody.Flaw() =>
        !Consent ? "consent: must be true; leave the contact out where the subscriber did not agree."
        : Email is null && Number is null ? "email: give an e-mail address or another number, or leave the contact out."
        : null;
}

/// <param name="Reason">Why the tenure ends.</param>
/// <param name="EffectiveAt">When it ended, at most 31 days ago; now unless said.</param>
/// <param name="Nuisance">The number drew nuisance calls; some countries let it rest longer.</param>
internal sealed record DeactivateRequest(Domain.Numbers.DeactivationReason Reason, DateTimeOffset? EffectiveAt = null, bool Nuisance = false) : IRequestBody;

/// <param name="Subscriber">The carrier's own opaque reference.</param>
internal sealed record SubscriberRequest([property: Text(1, 128)] string Subscriber) : IRequestBody;

/// <param name="ToCarrier">Id of the receiving carrier.</param>
/// <param name="Subscriber">The receiving carrier's reference of the same subscriber, so that it can reinstate later.</param>
internal sealed record PortRequest(
    [property: Word(Words.Id, Words.IdSaying, 40)] string ToCarrier,
    [property: Text(1, 128)] string? Subscriber = null) : IRequestBody;

/// <param name="Target">Number to forward to.</param>
internal sealed record ForwardingRequest(PhoneNumber Target) : IRequestBody;

/// <param name="Reason">Why the number is released before its clearance is done; stands in its history.</param>
internal sealed record ReleaseRequest([property: Text(1, 200)] string Reason) : IRequestBody;

/// <param name="Until">The new limit of the hold: later than the present one, at most 365 days from now.</param>
/// <param name="Reason">Why the number waits longer; stands in its history.</param>
internal sealed record ExtendHoldRequest(DateTimeOffset Until, [property: Text(1, 200)] string Reason) : IRequestBody;
