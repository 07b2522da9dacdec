using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>Something that happened to a number. Names are stored: a name or a field is never changed, only added.</summary>
/// <remarks>Null is left out when it is stored, so a parameter that may be null needs that default: without it the event can't be read again.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TenureStarted), "tenureStarted")]
[JsonDerivedType(typeof(ServiceSuspended), "suspended")]
[JsonDerivedType(typeof(ServiceResumed), "resumed")]
[JsonDerivedType(typeof(Deactivated), "deactivated")]
[JsonDerivedType(typeof(Reinstated), "reinstated")]
[JsonDerivedType(typeof(NumberHeld), "held")]
[JsonDerivedType(typeof(NumberReleased), "released")]
[JsonDerivedType(typeof(Transferred), "transferred")]
[JsonDerivedType(typeof(Ported), "ported")]
[JsonDerivedType(typeof(ClearanceStarted), "clearanceStarted")]
[JsonDerivedType(typeof(ClearanceCompleted), "clearanceCompleted")]
[JsonDerivedType(typeof(OwnerReminded), "ownerReminded")]
[JsonDerivedType(typeof(BindingRegistered), "bindingRegistered")]
[JsonDerivedType(typeof(BindingRemoved), "bindingRemoved")]
[JsonDerivedType(typeof(BindingConfirmed), "bindingConfirmed")]
[JsonDerivedType(typeof(ReverificationDue), "reverificationDue")]
[JsonDerivedType(typeof(UnbindingRequested), "unbindingRequested")]
[JsonDerivedType(typeof(UnbindingRepeated), "unbindingRepeated")]
[JsonDerivedType(typeof(UnbindingReceipted), "unbindingReceipted")]
[JsonDerivedType(typeof(UnbindingDeferred), "unbindingDeferred")]
[JsonDerivedType(typeof(UnbindingWentOverdue), "unbindingOverdue")]
[JsonDerivedType(typeof(UnbindingSettled), "unbindingSettled")]
[JsonDerivedType(typeof(UnbindingCancelled), "unbindingCancelled")]
[JsonDerivedType(typeof(LateOutcomeNoted), "lateOutcomeNoted")]
[JsonDerivedType(typeof(ForwardingSet), "forwardingSet")]
[JsonDerivedType(typeof(ForwardingCleared), "forwardingCleared")]
[JsonDerivedType(typeof(InboundNoted), "inboundForwardingNoted")]
[JsonDerivedType(typeof(InboundCancelled), "inboundForwardingCancelled")]
[JsonDerivedType(typeof(InboundDropped), "inboundForwardingDropped")]
[JsonDerivedType(typeof(DeactivationAnnounced), "deactivationAnnounced")]
[JsonDerivedType(typeof(OwnerMessageNoted), "ownerMessageNoted")]
[JsonDerivedType(typeof(ContactErasureSet), "contactErasureSet")]
[JsonDerivedType(typeof(ContactErased), "contactErased")]
[JsonDerivedType(typeof(UnbindingRenewed), "unbindingRenewed")]
[JsonDerivedType(typeof(SubscriptionStarted), "subscriptionStarted")]
[JsonDerivedType(typeof(SubscriptionTold), "subscriptionTold")]
[JsonDerivedType(typeof(SubscriptionEnded), "subscriptionEnded")]
[JsonDerivedType(typeof(UnbindingDisputed), "unbindingDisputed")]
[JsonDerivedType(typeof(DisputeEscalated), "disputeEscalated")]
[JsonDerivedType(typeof(DisputeDecided), "disputeDecided")]
[JsonDerivedType(typeof(ComplaintMade), "complaintMade")]
[JsonDerivedType(typeof(ComplaintPassedOn), "complaintPassedOn")]
[JsonDerivedType(typeof(ComplaintClosed), "complaintClosed")]
[JsonDerivedType(typeof(InterceptionAsked), "interceptionAsked")]
[JsonDerivedType(typeof(InterceptionAnswered), "interceptionAnswered")]
[JsonDerivedType(typeof(InterceptionEnded), "interceptionEnded")]
[JsonDerivedType(typeof(DisclosureGiven), "disclosureGiven")]
[JsonDerivedType(typeof(OwnerMoved), "ownerMoved")]
[JsonDerivedType(typeof(TenureErased), "tenureErased")]
[JsonDerivedType(typeof(HoldExtended), "holdExtended")]
public abstract record NumberEvent(DateTimeOffset At);

/// <summary>A tenure began.</summary>
public sealed record TenureStarted(DateTimeOffset At, int Generation, string Carrier, string Subscriber, DateTimeOffset Since, Usage Usage) : NumberEvent(At);

/// <summary>Service stopped; nothing is unbound.</summary>
public sealed record ServiceSuspended(DateTimeOffset At) : NumberEvent(At);

/// <summary>Service goes on.</summary>
public sealed record ServiceResumed(DateTimeOffset At) : NumberEvent(At);

/// <summary>The tenure ended and the freeze began.</summary>
public sealed record Deactivated(DateTimeOffset At, DeactivationReason Reason, DateTimeOffset EffectiveAt, DateTimeOffset FrozenUntil, DateTimeOffset ClearanceAt, ImmutableArray<DateTimeOffset> Reminders) : NumberEvent(At);

/// <summary>The same subscriber has the number again; the same tenure goes on.</summary>
public sealed record Reinstated(DateTimeOffset At, string Carrier) : NumberEvent(At);

/// <summary>The freeze is over and unbindings are open.</summary>
public sealed record NumberHeld(DateTimeOffset At, DateTimeOffset? Limit = null) : NumberEvent(At);

/// <summary>An operator moved the limit of the hold.</summary>
public sealed record HoldExtended(DateTimeOffset At, DateTimeOffset Limit, string Reason) : NumberEvent(At);

/// <summary>The number may be sold.</summary>
public sealed record NumberReleased(DateTimeOffset At, string Reason, int Residual) : NumberEvent(At);

/// <summary>The owner changed with no freeze.</summary>
public sealed record Transferred(DateTimeOffset At, int Generation, string Subscriber) : NumberEvent(At);

/// <summary>The carrier changed; the owner did not.</summary>
public sealed record Ported(DateTimeOffset At, string FromCarrier, string ToCarrier, string? Subscriber = null) : NumberEvent(At);

/// <summary>The clearance began.</summary>
public sealed record ClearanceStarted(DateTimeOffset At) : NumberEvent(At);

/// <summary>Every unbinding of the clearance is settled.</summary>
public sealed record ClearanceCompleted(DateTimeOffset At, int Residual) : NumberEvent(At);

/// <summary>The previous owner was reminded, through the platforms named.</summary>
public sealed record OwnerReminded(DateTimeOffset At, string Occasion, ImmutableArray<string> BindingIds) : NumberEvent(At);

/// <summary>A platform registered an account.</summary>
public sealed record BindingRegistered(DateTimeOffset At, Binding Binding) : NumberEvent(At);

/// <summary>A platform removed an account of the present tenure.</summary>
public sealed record BindingRemoved(DateTimeOffset At, string BindingId) : NumberEvent(At);

/// <summary>A platform confirmed an account.</summary>
public sealed record BindingConfirmed(DateTimeOffset At, string BindingId, DateTimeOffset ReverifyAt) : NumberEvent(At);

/// <summary>An account's silent period is over.</summary>
public sealed record ReverificationDue(DateTimeOffset At, string BindingId) : NumberEvent(At);

/// <summary>An unbinding is asked for.</summary>
public sealed record UnbindingRequested(DateTimeOffset At, Unbinding Unbinding) : NumberEvent(At);

/// <summary>It is asked for again, before its deadline.</summary>
public sealed record UnbindingRepeated(DateTimeOffset At, string UnbindingId) : NumberEvent(At);

/// <summary>The party has the request.</summary>
public sealed record UnbindingReceipted(DateTimeOffset At, string UnbindingId) : NumberEvent(At);

/// <summary>The party asked for time.</summary>
public sealed record UnbindingDeferred(DateTimeOffset At, string UnbindingId, DateTimeOffset Until, string? Reason = null) : NumberEvent(At);

/// <summary>The deadline passed.</summary>
public sealed record UnbindingWentOverdue(DateTimeOffset At, string UnbindingId) : NumberEvent(At);

/// <summary>It has an outcome.</summary>
public sealed record UnbindingSettled(DateTimeOffset At, string UnbindingId, UnbindingState State, string? Reason = null) : NumberEvent(At);

/// <summary>It is no longer asked for.</summary>
public sealed record UnbindingCancelled(DateTimeOffset At, string UnbindingId, string Reason) : NumberEvent(At);

/// <summary>An outcome came for what was settled already: recorded, and nothing changed.</summary>
public sealed record LateOutcomeNoted(DateTimeOffset At, string UnbindingId, UnbindingOutcome Outcome, string? Reason = null) : NumberEvent(At);

/// <summary>The owner's forwarding was set.</summary>
public sealed record ForwardingSet(DateTimeOffset At, ForwardingKind Kind, string Target) : NumberEvent(At);

/// <summary>The owner's forwarding was cleared: by the owner, because the tenure ended, or because its target changed hands.</summary>
public sealed record ForwardingCleared(DateTimeOffset At, ForwardingKind Kind, string Target, DateTimeOffset Since, string Reason) : NumberEvent(At);

/// <summary>Another number's forwarding is aimed here.</summary>
public sealed record InboundNoted(DateTimeOffset At, string Source, ForwardingKind Kind, DateTimeOffset Since) : NumberEvent(At);

/// <summary>The other number was told to stop.</summary>
public sealed record InboundCancelled(DateTimeOffset At, string Source, ForwardingKind Kind, DateTimeOffset Since) : NumberEvent(At);

/// <summary>The other number's forwarding is no longer aimed here.</summary>
public sealed record InboundDropped(DateTimeOffset At, string Source, ForwardingKind Kind) : NumberEvent(At);

/// <summary>An overdue unbinding is asked for anew, with a new deadline: holderAsked.</summary>
public sealed record UnbindingRenewed(DateTimeOffset At, string UnbindingId, string Reason, DateTimeOffset Deadline, DateTimeOffset RetryAt) : NumberEvent(At);

/// <summary>The present holder does not accept a refusal: asked again, with the month in which the holder changed.</summary>
public sealed record UnbindingDisputed(DateTimeOffset At, string UnbindingId, int Generation, DisputeReason Reason, string Month, DateTimeOffset Deadline, DateTimeOffset RetryAt) : NumberEvent(At);

/// <summary>An operator must decide a dispute: unanswered, upheld (with the platform's reason).</summary>
public sealed record DisputeEscalated(DateTimeOffset At, string UnbindingId, string Cause, string? Answer = null) : NumberEvent(At);

/// <summary>An operator has decided: the refusal stands, or the platform is asked again.</summary>
public sealed record DisputeDecided(DateTimeOffset At, string UnbindingId, bool RefusalStands, string Reason) : NumberEvent(At);

/// <summary>The holder complained. Never what they wrote.</summary>
public sealed record ComplaintMade(DateTimeOffset At, Complaint Complaint) : NumberEvent(At);

/// <summary>A platform did not answer a complaint in time: it goes to the carrier.</summary>
public sealed record ComplaintPassedOn(DateTimeOffset At, string ComplaintId, Party To, DateTimeOffset Deadline) : NumberEvent(At);

/// <summary>A complaint was closed, or, without an outcome, ended with the tenure.</summary>
public sealed record ComplaintClosed(DateTimeOffset At, string ComplaintId, ComplaintOutcome? Outcome = null, string? Reason = null) : NumberEvent(At);

/// <summary>The holder asked the carrier to intercept senders.</summary>
public sealed record InterceptionAsked(DateTimeOffset At, Interception Interception) : NumberEvent(At);

/// <summary>The carrier does it, or refused.</summary>
public sealed record InterceptionAnswered(DateTimeOffset At, string InterceptionId, bool Accepted, string? Reason = null) : NumberEvent(At);

/// <summary>It is over: holder, tenureOver, ported.</summary>
public sealed record InterceptionEnded(DateTimeOffset At, string InterceptionId, string Reason) : NumberEvent(At);

/// <summary>The carrier will deactivate the number; its owner is told.</summary>
public sealed record DeactivationAnnounced(DateTimeOffset At, DateOnly Date) : NumberEvent(At);

/// <summary>What came of a message to the owner of a tenure. Never its address or content.</summary>
public sealed record OwnerMessageNoted(
    DateTimeOffset At, int Generation, string MessageId, OwnerChannel Channel, OwnerMessageOutcome Outcome, string? Occasion = null, bool Late = false) : NumberEvent(At);

/// <summary>When the contact of a tenure that is over is erased.</summary>
public sealed record ContactErasureSet(DateTimeOffset At, int Generation, DateTimeOffset EraseAt) : NumberEvent(At);

/// <summary>The contact of a tenure was erased: retention, unsubscribed.</summary>
public sealed record ContactErased(DateTimeOffset At, int Generation, string Reason) : NumberEvent(At);

/// <summary>A platform subscribed. Never its sink or credential.</summary>
public sealed record SubscriptionStarted(DateTimeOffset At, string SubscriptionId, string Platform, SubscribedEvent Wanted) : NumberEvent(At);

/// <summary>A subscription is told the situation at its beginning.</summary>
public sealed record SubscriptionTold(DateTimeOffset At, string SubscriptionId, string? UnbindingId = null) : NumberEvent(At);

/// <summary>A subscription is over.</summary>
public sealed record SubscriptionEnded(DateTimeOffset At, string SubscriptionId, SubscriptionEnd Reason) : NumberEvent(At);

/// <summary>The carrier told a buyer. The reference finds the statement that was kept; the buyer's code does not follow from it.</summary>
public sealed record DisclosureGiven(DateTimeOffset At, string Reference, Disclosure Told) : NumberEvent(At);

/// <summary>The owner of a tenure that is over said that this account has another number by now.</summary>
public sealed record OwnerMoved(DateTimeOffset At, string BindingId) : NumberEvent(At);

/// <summary>Who had the number in a tenure that is over, and what its events tell of them, can't be told any more.</summary>
public sealed record TenureErased(DateTimeOffset At, int Generation) : NumberEvent(At);
