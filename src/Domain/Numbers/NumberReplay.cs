using System.Collections.Immutable;
using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>What each event makes of the state. The whole state, but for what is sealed and for subscriptions, is the fold of its events.</summary>
public static class NumberReplay
{
    /// <summary>The state after an event.</summary>
    public static NumberState Apply(NumberState state, NumberEvent happened)
    {
        var next = SubscriptionTelling.Count(Change(WithContacts(state), happened), state, happened) with { Sequence = state.Sequence + 1 };
        next = next.Unbindings.Any(u => u.Dispute is not null) ? next with { Unbindings = [.. next.Unbindings.Select(u => DisputeRules.AfterAll(next, u, happened.At))] } : next;
        return next.Reminders.IsEmpty || next.Unmoved.Any() ? next : next with { Reminders = [] };
    }

    private static NumberState Change(NumberState s, NumberEvent happened) => happened switch
    {
        TenureStarted e => AtRest(s) with
        {
            Phase = Phase.InService,
            Carrier = e.Carrier,
            LastEnded = s.Tenure?.Ended ?? s.LastEnded,
            CoveredSince = s.CoveredSince ?? e.Since,
            Tenure = new Tenure { Generation = e.Generation, Subscriber = e.Subscriber, Since = e.Since, Usage = e.Usage },
        },
        ServiceSuspended => s with { Phase = Phase.Suspended },
        ServiceResumed => s with { Phase = Phase.InService },
        Deactivated e => s with
        {
            Phase = Phase.Frozen,
            Tenure = s.Tenure! with { Ended = e.EffectiveAt },
            FrozenUntil = e.FrozenUntil,
            ClearanceAt = e.ClearanceAt,
            Reminders = e.Reminders,
            Unbindings = s.Unbindings.RemoveAll(u => !u.Open),
        },
        Reinstated e => EachContact(AtRest(s), s.Generation, c => c with { EraseAt = null }) with
        {
            Phase = Phase.InService,
            Carrier = e.Carrier,
            Tenure = s.Tenure! with { Ended = null },
            // Who has the number again may lose it again, and is then asked anew.
            Bindings = [.. s.Bindings.Select(b => b.Generation == s.Generation ? b with { MovedAt = null } : b)],
        },
        NumberHeld e => s with { Held = true, HoldLimit = e.Limit },
        HoldExtended e => s with { HoldLimit = e.Limit },
        NumberReleased => AtRest(s) with { Phase = Phase.Available, Carrier = null },
        Transferred e => s with
        {
            LastEnded = e.At,
            Tenure = new Tenure { Generation = e.Generation, Subscriber = e.Subscriber, Since = e.At, Usage = s.Tenure!.Usage },
            Unbindings = s.Unbindings.RemoveAll(u => !u.Open),
        },
        Ported e => s with { Carrier = e.ToCarrier, Tenure = s.Tenure! with { Subscriber = e.Subscriber ?? s.Tenure.Subscriber } },
        ClearanceStarted => s with { ClearanceAt = null, Clearing = true },
        ClearanceCompleted => s with { Clearing = false },
        OwnerReminded e => s with { Reminders = s.Reminders.RemoveAll(at => at <= e.At) },
        TenureErased e => ErasureRules.Apply(s, e),
        DeactivationAnnounced or DisclosureGiven or SubscriptionStarted or SubscriptionTold => s,
        SubscriptionEnded e => s with { Subscriptions = s.Subscriptions.RemoveAll(subscription => subscription.Id == e.SubscriptionId) },
        OwnerMessageNoted or ContactErasureSet or ContactErased => ChangeContact(s, happened),
        BindingRegistered or BindingRemoved or BindingConfirmed or ReverificationDue or OwnerMoved => ChangeBinding(s, happened),
        ForwardingSet or ForwardingCleared or InboundNoted or InboundCancelled or InboundDropped => ChangeForwarding(s, happened),
        ComplaintMade or ComplaintPassedOn or ComplaintClosed => ChangeComplaint(s, happened),
        InterceptionAsked or InterceptionAnswered or InterceptionEnded => ChangeInterception(s, happened),
        _ => ChangeUnbinding(s, happened),
    };

    private static NumberState AtRest(NumberState s) =>
        s with { FrozenUntil = null, Held = false, HoldLimit = null, ClearanceAt = null, Reminders = [] };

    // Release 0.1.0 kept the contact in the tenure, which passes with it.
    private static NumberState WithContacts(NumberState s) => s.Tenure?.Contact is null ? s : s with
    {
        Contacts = s.Contacts.Add(s.ContactOf(s.Generation)!),
        Tenure = s.Tenure with { Contact = null },
    };

    private static NumberState ChangeContact(NumberState s, NumberEvent happened) => happened switch
    {
        OwnerMessageNoted { Outcome: OwnerMessageOutcome.Bounced } e => EachContact(s, e.Generation, c => c.Bounced.Contains(e.Channel) ? c : c with { Bounced = c.Bounced.Add(e.Channel) }),
        OwnerMessageNoted => s,
        ContactErasureSet e => EachContact(s, e.Generation, c => c with { EraseAt = e.EraseAt }),
        ContactErased e => s with { Contacts = s.Contacts.RemoveAll(c => c.Generation == e.Generation) },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static NumberState EachContact(NumberState s, int generation, Func<OwnerContact, OwnerContact> change) =>
        s with { Contacts = [.. s.Contacts.Select(c => c.Generation == generation ? change(c) : c)] };

    private static NumberState ChangeBinding(NumberState s, NumberEvent happened) => happened switch
    {
        BindingRegistered e => s with { Bindings = s.Bindings.RemoveAll(b => b.Platform == e.Binding.Platform && b.Account == e.Binding.Account).Add(e.Binding) },
        BindingRemoved e => WithoutBinding(s, e.BindingId),
        BindingConfirmed e => EachBinding(s, e.BindingId, b => b with { ReverifyAt = e.ReverifyAt }),
        ReverificationDue e => EachBinding(s, e.BindingId, b => b with { ReverifyAt = null }),
        OwnerMoved e => EachBinding(s, e.BindingId, b => b with { MovedAt = e.At }),
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static NumberState EachBinding(NumberState s, string bindingId, Func<Binding, Binding> change) =>
        s with { Bindings = [.. s.Bindings.Select(b => b.Id == bindingId ? change(b) : b)] };

    private static NumberState WithoutBinding(NumberState s, string? bindingId)
    {
        var binding = s.Bindings.FirstOrDefault(b => b.Id == bindingId);
        return binding is null ? s : s with
        {
            Bindings = s.Bindings.Remove(binding),
            Cleared = s.IsStanding(binding) ? s.Cleared.SetItem(binding.Category, s.Cleared.GetValueOrDefault(binding.Category) + 1) : s.Cleared,
        };
    }

    private static NumberState ChangeUnbinding(NumberState s, NumberEvent happened) => happened switch
    {
        UnbindingRequested e => s with
        {
            Clearing = true,
            Unbindings = s.Unbindings.RemoveAll(u => u.BindingId is not null && u.BindingId == e.Unbinding.BindingId).Add(e.Unbinding),
        },
        UnbindingRepeated e => Each(s, e.UnbindingId, u => u with { Attempts = u.Attempts + 1, RetryAt = null }),
        UnbindingRenewed e => AskAnew(s, e.At, e.UnbindingId, e.Reason, e.Deadline, e.RetryAt),
        UnbindingDisputed e => Each(AskAnew(s, e.At, e.UnbindingId, HolderRules.Asked, e.Deadline, e.RetryAt), e.UnbindingId, u => u with
        {
            Dispute = new Dispute { Generation = e.Generation, Reason = e.Reason, OpenedAt = e.At, State = DisputeState.Disputed },
        }),
        DisputeEscalated e => Each(s, e.UnbindingId, u => u with { Dispute = u.Dispute! with { State = DisputeState.Escalated, Cause = e.Cause, Answer = e.Answer } }),
        DisputeDecided e => Each(s, e.UnbindingId, u => u with
        {
            Dispute = e.RefusalStands ? u.Dispute! with { State = DisputeState.Decided, DecidedAt = e.At } : u.Dispute! with { State = DisputeState.Disputed, Cause = null, Answer = null },
        }),
        UnbindingReceipted e => Each(s, e.UnbindingId, u => u with { State = UnbindingState.Receipted }),
        UnbindingDeferred e => Each(s, e.UnbindingId, u => u with { State = UnbindingState.Deferred, Deadline = e.Until, RetryAt = null }),
        UnbindingWentOverdue e => Each(s, e.UnbindingId, u => u with { State = UnbindingState.Overdue, RetryAt = null }),
        UnbindingSettled e => Settle(s, e),
        UnbindingCancelled e => Each(s, e.UnbindingId, u => u with { State = UnbindingState.Cancelled, SettledAt = e.At, RetryAt = null }),
        LateOutcomeNoted => s,
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static NumberState AskAnew(NumberState s, DateTimeOffset at, string unbindingId, string reason, DateTimeOffset deadline, DateTimeOffset retryAt) =>
        Each(s with { Clearing = true }, unbindingId, u => u with
        {
            State = UnbindingState.Requested,
            Reason = reason,
            Urgency = "high",
            RequestedAt = at,
            Deadline = deadline,
            RetryAt = retryAt,
            SettledAt = null,
            Attempts = u.Attempts + 1,
        });

    private static NumberState ChangeComplaint(NumberState s, NumberEvent happened) => happened switch
    {
        ComplaintMade e => s with
        {
            Complaints =
            [
                .. s.Complaints.Where(c => c.Generation == e.Complaint.Generation && !c.IsOpen).TakeLast(ComplaintRules.MostClosed),
                .. s.Complaints.Where(c => c.IsOpen),
                e.Complaint,
            ],
        },
        ComplaintPassedOn e => EachComplaint(s, e.ComplaintId, c => c with { To = e.To, Account = null, Deadline = e.Deadline }),
        ComplaintClosed e => EachComplaint(s, e.ComplaintId, c => c with { ClosedAt = e.At, Outcome = e.Outcome, Words = null }),
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static NumberState EachComplaint(NumberState s, string id, Func<Complaint, Complaint> change) =>
        s with { Complaints = [.. s.Complaints.Select(c => c.Id == id ? change(c) : c)] };

    private static NumberState ChangeInterception(NumberState s, NumberEvent happened) => happened switch
    {
        InterceptionAsked e => s with
        {
            Interceptions =
            [
                .. s.Interceptions.Where(i => i.Generation == e.Interception.Generation && !i.IsLive).TakeLast(InterceptionRules.Most),
                .. s.Interceptions.Where(i => i.IsLive),
                e.Interception,
            ],
        },
        InterceptionAnswered e => EachInterception(s, e.InterceptionId, i => i with { State = e.Accepted ? InterceptionState.Active : InterceptionState.Refused, OverAt = e.Accepted ? null : e.At }),
        InterceptionEnded e => EachInterception(s, e.InterceptionId, i => i with { State = InterceptionState.Ended, OverAt = e.At }),
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static NumberState EachInterception(NumberState s, string id, Func<Interception, Interception> change) =>
        s with { Interceptions = [.. s.Interceptions.Select(i => i.Id == id ? change(i) : i)] };

    private static NumberState Settle(NumberState s, UnbindingSettled e)
    {
        var binding = e.State == UnbindingState.Refused ? null : s.Unbindings.First(u => u.Id == e.UnbindingId).BindingId;
        return Each(WithoutBinding(s, binding), e.UnbindingId, u => u with { State = e.State, SettledAt = e.At, RetryAt = null });
    }

    private static NumberState Each(NumberState s, string unbindingId, Func<Unbinding, Unbinding> change) =>
        s with { Unbindings = [.. s.Unbindings.Select(u => u.Id == unbindingId ? change(u) : u)] };

    private static NumberState ChangeForwarding(NumberState s, NumberEvent happened) => happened switch
    {
        ForwardingSet e => s with { Forwarding = s.Forwarding.RemoveAll(f => f.Kind == e.Kind).Add(new OwnForwarding(e.Kind, e.Target, e.At)) },
        ForwardingCleared e => s with { Forwarding = s.Forwarding.RemoveAll(f => f.Kind == e.Kind) },
        InboundNoted e => s with { Inbound = Other(s, e.Source, e.Kind).Add(new InboundForwarding(e.Source, e.Kind, e.Since, Cancelling: false)) },
        InboundCancelled e => s with { Inbound = [.. s.Inbound.Select(i => i.Source == e.Source && i.Kind == e.Kind ? i with { Cancelling = true } : i)] },
        InboundDropped e => s with { Inbound = Other(s, e.Source, e.Kind) },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static ImmutableArray<InboundForwarding> Other(NumberState s, string source, ForwardingKind kind) =>
        s.Inbound.RemoveAll(i => i.Source == source && i.Kind == kind);
}
