namespace RecycledNumbers.Domain.Numbers;

/// <summary>Why a command was refused. Append-only: values go over the wire and their codes are published in <c>docs/errors.md</c>. A refused command changed nothing.</summary>
[GenerateSerializer, Alias("rn.Refusal")]
public enum Refusal
{
    /// <summary>There is no such thing, or it is not the caller's: the two are told apart to nobody.</summary>
    NotFound = 1,

    /// <summary>The number has no present owner.</summary>
    NotAssigned = 2,

    /// <summary>The number has a present owner.</summary>
    AlreadyAssigned = 3,

    /// <summary>The number is frozen.</summary>
    Frozen = 4,

    /// <summary>The number is not frozen.</summary>
    NotFrozen = 5,

    /// <summary>The number is suspended, and this needs it in service.</summary>
    Suspended = 6,

    /// <summary>The number is not suspended.</summary>
    NotSuspended = 7,

    /// <summary>The number is suspended already.</summary>
    AlreadySuspended = 8,

    /// <summary>The freeze is over but the number is held until its clearance is done.</summary>
    Held = 9,

    /// <summary>The subscriber named is not the one of the last tenure.</summary>
    NotTheSubscriber = 10,

    /// <summary>The number lies in no block of this carrier and was not ported to it.</summary>
    NotInYourBlocks = 11,

    /// <summary>The freeze is not over yet.</summary>
    FreezeNotOver = 12,

    /// <summary>The subscriber named already has the number; a transfer needs another one.</summary>
    SameSubscriber = 13,

    /// <summary>The carrier named does not exist, or has the number already.</summary>
    UnknownCarrier = 14,

    /// <summary>The date or instant cannot be: it lies in the future, before the tenure began, or further back than 31 days.</summary>
    DateOutOfRange = 15,

    /// <summary>The number already carries the most bindings it may (500).</summary>
    TooManyBindings = 16,

    /// <summary>A number cannot be forwarded to itself.</summary>
    ForwardingToItself = 17,

    /// <summary>No such forwarding is set.</summary>
    ForwardingNotSet = 18,

    /// <summary>This outcome needs a reason.</summary>
    ReasonRequired = 19,

    /// <summary>A deferral needs an instant in the future, at most 60 days after the first request.</summary>
    UntilOutOfRange = 20,

    /// <summary>The account hangs on an earlier tenure: it must be sealed or unbound, not confirmed.</summary>
    EarlierTenure = 21,

    /// <summary>The idempotency key was used for another command.</summary>
    KeyReused = 22,

    /// <summary>The idempotency key was used so long ago that its answer is forgotten; the command was applied then and is not applied again.</summary>
    KeyExpired = 23,

    /// <summary>The command is meant for another tenure than the present one.</summary>
    AnotherTenure = 24,

    /// <summary>This party may not do this.</summary>
    NotAllowed = 25,

    /// <summary>Something with this id exists already.</summary>
    AlreadyExists = 26,

    /// <summary>The block overlaps one that is taken.</summary>
    BlockTaken = 27,

    /// <summary>There is no webhook to do this with.</summary>
    NoWebhook = 28,

    /// <summary>The address cannot be a webhook: not https, too long, with credentials or a fragment, an odd port, or not a public host.</summary>
    BadUrl = 29,

    /// <summary>One of the event types named does not exist.</summary>
    UnknownEventType = 30,

    /// <summary>A deactivation can be announced for today or a later day, at most 366 days ahead.</summary>
    NoticeDateOutOfRange = 40,

    /// <summary>The instant at which a subscription, or its sink's token, is over lies in the past.</summary>
    SubscriptionTimeOutOfRange = 41,

    /// <summary>The platform has a subscription of this kind for this number and sink.</summary>
    AlreadySubscribed = 42,

    /// <summary>There are as many subscriptions as there may be: of the platform, of the number (40), or of the platform on the number (8). They are not told apart.</summary>
    TooManySubscriptions = 43,

    /// <summary>No service of this category has refused to unbind an account of an earlier owner, or the holder has disputed it already.</summary>
    NothingRefused = 46,

    /// <summary>The dispute has not been escalated, or has been decided.</summary>
    NotEscalated = 47,

    /// <summary>The number's holder has made as many complaints as a day allows, or too many are open.</summary>
    TooManyComplaints = 48,

    /// <summary>The number's holder has as many interceptions as a number may have, or has asked for too many within a day.</summary>
    TooManyInterceptions = 49,

    /// <summary>The case is closed, or the interception has ended.</summary>
    CaseClosed = 50,

    /// <summary>The prefix would intercept most calls of the number's own country.</summary>
    TooWide = 51,

    /// <summary>The number is not held beyond its freeze.</summary>
    NotHeld = 52,

    /// <summary>The new limit of a hold must be later than the present one and at most 365 days from now; a hold without a limit has none to move.</summary>
    HoldLimitOutOfRange = 53,

    /// <summary>The holder has not had the number since before the month that a credential was asked to name.</summary>
    TenureTooShort = 60,
}
