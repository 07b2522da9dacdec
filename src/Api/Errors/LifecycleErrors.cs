using System.Collections.Immutable;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Errors;

/// <summary>Why the rules refused a command, each documented once. Append-only. 409 where another state or another day would have let it through, 400 where the command itself can't be right.</summary>
public static class LifecycleErrors
{
    public static readonly ApiError NotAssigned = Refused("not_assigned", "Not assigned", "The number has no subscriber.");
    public static readonly ApiError AlreadyAssigned = Refused("already_assigned", "Already assigned", "The number already has a subscriber.");
    public static readonly ApiError Frozen = Refused("frozen", "Frozen", "The number was deactivated and rests until its freeze ends.");
    public static readonly ApiError NotFrozen = Refused("not_frozen", "Not frozen", "The number is not frozen.");
    public static readonly ApiError NotSuspended = Refused("not_suspended", "Not suspended", "The number is not suspended.");
    public static readonly ApiError AlreadySuspended = Refused("already_suspended", "Already suspended", "The number is already suspended.");
    public static readonly ApiError Held = Refused("held", "Held", "The freeze is over, but unbindings are still open and the number is held.");
    public static readonly ApiError NotTheSubscriber = Refused("not_the_subscriber", "Not the subscriber", "The subscriber is not the one of the number's last tenure.");
    public static readonly ApiError NotInYourBlocks = Refused("not_in_your_blocks", "Not in your blocks", "The number lies in no block of this carrier.");
    public static readonly ApiError FreezeNotOver = Refused("freeze_not_over", "Freeze not over", "The number's freeze has not ended yet.");
    public static readonly ApiError Suspended = Refused("suspended", "Suspended", "The number is suspended; resume it first.");
    public static readonly ApiError SameSubscriber = Refused("same_subscriber", "Same subscriber", "The subscriber already has the number; a transfer needs another one.");
    public static readonly ApiError UnknownCarrier = Refused("unknown_carrier", "Unknown carrier", "The carrier named does not exist, or has the number already.");
    public static readonly ApiError DateOutOfRange = Refused("date_out_of_range", "Date out of range", "The date or time lies in the future, before the tenure began, or further back than 31 days.");
    public static readonly ApiError TooManyBindings = Refused("too_many_bindings", "Too many bindings", "The number already carries 500 bindings, the most it may.");
    public static readonly ApiError ForwardingToItself = Wrong("forwarding_to_itself", "Forwarding to itself", "A number can't be forwarded to itself; name another target.");
    public static readonly ApiError ForwardingNotSet = Refused("forwarding_not_set", "Forwarding not set", "No such forwarding is set.");
    public static readonly ApiError ReasonRequired = Wrong("reason_required", "Reason required", "The outcome refused needs a reason that is not blank.");
    public static readonly ApiError UntilOutOfRange = Refused("until_out_of_range", "Until out of range", "The outcome deferred needs an until in the future, at most 60 days after the first request.");
    public static readonly ApiError EarlierTenure = Refused("earlier_tenure", "Earlier tenure", "The account hangs on an earlier tenure of the number: seal or unbind it instead of confirming it.");
    public static readonly ApiError AnotherTenure = Refused("another_tenure", "Another tenure", "The command is meant for another tenure than the present one.");
    public static readonly ApiError NotAllowed = new("not_allowed", StatusCodes.Status403Forbidden, "Not allowed", "A party of this kind may not do this.");
    public static readonly ApiError AlreadyExists = Refused("already_exists", "Already exists", "Something with this id exists already; nothing was changed.");
    public static readonly ApiError BlockTaken = Refused("block_taken", "Block taken", "The block overlaps one that a carrier already holds.");
    public static readonly ApiError NoWebhook = Refused("no_webhook", "No webhook", "There is no webhook to do this with; set one with PUT /v1/webhook.");

    public static readonly ApiError BadUrl = Wrong("bad_webhook_url", "Bad webhook URL", "The address can't be a webhook: give https, a public host, no credentials, no fragment, port 443 or above 1023.");
    public static readonly ApiError UnknownEventType = Wrong("unknown_event_type", "Unknown event type", "One of the event types does not exist for this kind of party; name them without prefix, such as number.deactivated.");

    public static readonly ApiError NoticeDateOutOfRange = Refused("notice_date_out_of_range", "Notice date out of range", "A deactivation can be announced for today or a later day in the number's country, at most 366 days ahead.");

    public static readonly ApiError SubscriptionTimeOutOfRange = Refused("subscription_time_out_of_range", "Subscription time out of range", "The subscription, or its sink's access token, would be over already. CAMARA's paths say OUT_OF_RANGE.");
    public static readonly ApiError AlreadySubscribed = Refused("already_subscribed", "Already subscribed", "The platform has a subscription of this kind for this number and sink. CAMARA's paths say ALREADY_EXISTS.");
    public static readonly ApiError TooManySubscriptions = Refused("too_many_subscriptions", "Too many subscriptions", "There are as many subscriptions as there may be. CAMARA's paths say QUOTA_EXCEEDED.");
    public static readonly ApiError NothingRefused = Refused("nothing_refused", "Nothing refused", "No service of this category has refused to unbind an account of an earlier owner, or it has been disputed already: each account once.");
    public static readonly ApiError NotEscalated = Refused("not_escalated", "Not escalated", "The dispute has been decided, or the platform still has time to answer.");
    public static readonly ApiError TooManyComplaints = Refused("too_many_complaints", "Too many complaints", "A number's holder may make 5 complaints within a day and have 10 open.");
    public static readonly ApiError TooManyInterceptions = Refused("too_many_interceptions", "Too many interceptions", "A number may have 20 interceptions, and 20 may be asked for within a day.");
    public static readonly ApiError CaseClosed = Refused("case_closed", "Case closed", "The case is closed, or the interception has ended; nothing was changed.");
    public static readonly ApiError TooWide = Wrong("too_wide", "Too wide", "That many digits of the number's own beginning would intercept most calls of its own country: give at least six digits.");
    public static readonly ApiError NotHeld = Refused("not_held", "Not held", "The number is not held beyond its freeze, so there is no hold to extend.");
    public static readonly ApiError HoldLimitOutOfRange = Refused("hold_limit_out_of_range", "Hold limit out of range", "The new limit must be later than the present one and at most 365 days from now; a hold without a limit has none to move.");
    public static readonly ApiError TenureTooShort = Refused("tenure_too_short", "Tenure too short", "The holder has not had the number since before that month; name a later one, or none.");

    public static ImmutableArray<ApiError> All { get; } =
    [
        NotAssigned, AlreadyAssigned, Frozen, NotFrozen, NotSuspended, AlreadySuspended, Held, NotTheSubscriber, NotInYourBlocks, FreezeNotOver,
        Suspended, SameSubscriber, UnknownCarrier, DateOutOfRange, TooManyBindings, ForwardingToItself, ForwardingNotSet, ReasonRequired, UntilOutOfRange,
        EarlierTenure, AnotherTenure, NotAllowed, AlreadyExists, BlockTaken, NoWebhook, BadUrl, UnknownEventType, NoticeDateOutOfRange,
        SubscriptionTimeOutOfRange, AlreadySubscribed, TooManySubscriptions,
        NothingRefused, NotEscalated, TooManyComplaints, TooManyInterceptions, CaseClosed, TooWide, NotHeld, HoldLimitOutOfRange, TenureTooShort,
    ];

    /// <summary>The error of a refusal.</summary>
    public static ApiError Of(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => ApiErrors.NotFound,
        Refusal.NotAssigned => NotAssigned,
        Refusal.AlreadyAssigned => AlreadyAssigned,
        Refusal.Frozen => Frozen,
        Refusal.NotFrozen => NotFrozen,
        Refusal.Suspended => Suspended,
        Refusal.NotSuspended => NotSuspended,
        Refusal.AlreadySuspended => AlreadySuspended,
        Refusal.Held => Held,
        Refusal.NotTheSubscriber => NotTheSubscriber,
        Refusal.NotInYourBlocks => NotInYourBlocks,
        Refusal.FreezeNotOver => FreezeNotOver,
        Refusal.SameSubscriber => SameSubscriber,
        Refusal.UnknownCarrier => UnknownCarrier,
        Refusal.DateOutOfRange => DateOutOfRange,
        Refusal.TooManyBindings => TooManyBindings,
        Refusal.ForwardingToItself => ForwardingToItself,
        Refusal.ForwardingNotSet => ForwardingNotSet,
        Refusal.ReasonRequired => ReasonRequired,
        Refusal.UntilOutOfRange => UntilOutOfRange,
        Refusal.EarlierTenure => EarlierTenure,
        Refusal.KeyReused => ApiErrors.IdempotencyKeyReused,
        Refusal.KeyExpired => ApiErrors.IdempotencyKeyExpired,
        Refusal.AnotherTenure => AnotherTenure,
        Refusal.NotAllowed => NotAllowed,
        Refusal.AlreadyExists => AlreadyExists,
        Refusal.BlockTaken => BlockTaken,
        Refusal.NoWebhook => NoWebhook,
        Refusal.BadUrl => BadUrl,
        Refusal.UnknownEventType => UnknownEventType,
        Refusal.NoticeDateOutOfRange => NoticeDateOutOfRange,
        Refusal.SubscriptionTimeOutOfRange => SubscriptionTimeOutOfRange,
        Refusal.AlreadySubscribed => AlreadySubscribed,
        Refusal.TooManySubscriptions => TooManySubscriptions,
        Refusal.NothingRefused => NothingRefused,
        Refusal.NotEscalated => NotEscalated,
        Refusal.TooManyComplaints => TooManyComplaints,
        Refusal.TooManyInterceptions => TooManyInterceptions,
        Refusal.CaseClosed => CaseClosed,
        Refusal.TooWide => TooWide,
        Refusal.NotHeld => NotHeld,
        Refusal.HoldLimitOutOfRange => HoldLimitOutOfRange,
        Refusal.TenureTooShort => TenureTooShort,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "A refusal without an error: give it one here."),
    };

    private static ApiError Refused(string code, string title, string meaning) => new(code, StatusCodes.Status409Conflict, title, meaning);

    private static ApiError Wrong(string code, string title, string meaning) => new(code, StatusCodes.Status400BadRequest, title, meaning);
}
