using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>Who is told what after each event.</summary>
public static class NumberDeliveries
{
    /// <summary>What must be sent because of an event.</summary>
    public static IEnumerable<Delivery> Of(NumberState before, NumberEvent happened, NumberState after) =>
        Told(before, happened, after).Concat(AtSinks(before, happened, after)).Select((told, place) =>
            new Delivery(Delivery.IdOf(after.Number, after.Sequence, place), told.To, told.Kind, told.Generation, told.Body with { At = happened.At }));

    private static IEnumerable<Tell> Told(NumberState before, NumberEvent happened, NumberState after) => happened switch
    {
        Deactivated e => after.Standing.Select(b => Platform(b, "number.deactivated", new() { Reason = EnumWord.Of(e.Reason), FrozenUntil = e.FrozenUntil })),
        Reinstated => Reinstate(before, after),
        TenureStarted => after.Standing.Select(b => Platform(b, "number.reassigned", new())),
        Transferred => after.Standing.Select(b => Platform(b, "number.transferred", new())),
        OwnerReminded e => Remind(after, e),
        OwnerMessageNoted { Late: true, Outcome: OwnerMessageOutcome.Bounced, Occasion: not null } e when after.IsOver(e.Generation) && after.ContactOf(e.Generation) is not null => [Owner(e.Generation, e.Occasion)],
        DeactivationAnnounced e => [new Tell(Destination.Owner, OwnerKinds.Notice, after.Generation, new() { Date = e.Date })],
        OwnerMoved e => after.Bindings.Where(b => b.Id == e.BindingId).Select(b => Platform(b, "binding.owner-moved", new())),
        ReverificationDue e => after.Bindings.Where(b => b.Id == e.BindingId).Select(b => Platform(b, "binding.reverification-due", new())),
        UnbindingRequested e => [Ask(e.Unbinding, "unbinding.requested")],
        UnbindingRenewed e => [Ask(Find(after, e.UnbindingId), "unbinding.requested")],
        UnbindingRepeated e => [Ask(Find(after, e.UnbindingId), "unbinding.requested")],
        UnbindingWentOverdue e => [Ask(Find(after, e.UnbindingId), "unbinding.overdue")],
        UnbindingCancelled e => [Ask(Find(after, e.UnbindingId), "unbinding.cancelled") with { Body = new() { UnbindingId = e.UnbindingId, Account = Find(after, e.UnbindingId).Account, Reason = e.Reason } }],
        UnbindingDisputed e => [Dispute(Ask(Find(after, e.UnbindingId), "unbinding.disputed"), e)],
        ComplaintMade e => [Complain(after, e.Complaint)],
        ComplaintPassedOn e => [Complain(after, after.Complaints.First(c => c.Id == e.ComplaintId))],
        InterceptionAsked e => [Intercept(after, e.Interception, "interception.requested", new() { Deadline = e.Interception.Deadline })],
        InterceptionEnded e when before.Interceptions.First(i => i.Id == e.InterceptionId) is { IsLive: true } ended => [Intercept(after, ended, "interception.ended", new() { Reason = e.Reason })],
        NumberHeld => Carrier(after, after.Carrier, "clearance.held", new() { Residual = after.Standing.Count() }),
        ClearanceCompleted e => Carrier(after, after.Carrier, "clearance.completed", new() { Residual = e.Residual }),
        NumberReleased e => Carrier(after, before.Carrier, "number.released", new() { Residual = e.Residual, Reason = e.Reason }),
        ForwardingSet e => [Number(after, e.Target, "forwarding.noted", new() { Forwarding = e.Kind, Since = e.At })],
        ForwardingCleared { Reason: ForwardingReasons.TargetRecycled } e => Carrier(after, after.Carrier, "forwarding.cancelled", new() { Forwarding = e.Kind, Target = e.Target, Reason = e.Reason }),
        ForwardingCleared { Reason: ForwardingReasons.Owner } e => [Number(after, e.Target, "forwarding.dropped", new() { Forwarding = e.Kind, Since = e.Since })],
        ForwardingCleared e => [Number(after, e.Target, "forwarding.dropped", new() { Forwarding = e.Kind, Since = e.Since }), .. Carrier(after, after.Carrier, "forwarding.cancelled", new() { Forwarding = e.Kind, Target = e.Target, Reason = e.Reason })],
        InboundCancelled e => [Number(after, e.Source, "forwarding.cancel", new() { Forwarding = e.Kind, Since = e.Since })],
        _ => [],
    };

    /// <summary>Subscriptions come last, so that what else follows from an event keeps its place and with it its id.</summary>
    private static IEnumerable<Tell> AtSinks(NumberState before, NumberEvent happened, NumberState after) => happened switch
    {
        _ when before.Subscriptions.IsEmpty => [],
        SubscriptionEnded { Reason: SubscriptionEnd.SinkGone } => [],
        SubscriptionEnded e => before.Subscriptions.Where(s => s.Id == e.SubscriptionId).Select(s => AtSink(after, s, SubscriptionKinds.Ended, new() { Reason = e.Reason.ToString() })),
        _ => SubscriptionTelling.Told(before, happened).Select(s => AtSink(after, s, SubscriptionKinds.Of(s.Type), SubscriptionTelling.Body(s, happened, after))),
    };

    private static Tell AtSink(NumberState after, Subscription s, string kind, DeliveryBody body) =>
        new(Destination.Subscription(s.Platform, s.Id), kind, after.Generation, body with { Sink = new SinkAddress(s.Id, s.Sink, s.Credential, Named: s.Consented is null) });

    private static IEnumerable<Tell> Reinstate(NumberState before, NumberState after) =>
    [
        .. before.Bindings.Where(b => b.Generation == after.Generation).Select(b => Platform(b, "number.reinstated", new())),
        .. before.Unbindings.Where(u => u.BindingId is not null && u.Generation == after.Generation && before.Bindings.All(b => b.Id != u.BindingId))
            .Select(u => new Tell(Destination.Of(u.Party), "number.reinstated", u.Generation, new() { Account = u.Account })),
    ];

    /// <summary>The platforms remind in their apps; besides, each owner who left a contact gets one message about all of their own accounts.</summary>
    private static IEnumerable<Tell> Remind(NumberState after, OwnerReminded e)
    {
        var reminded = after.Standing.Where(b => e.BindingIds.Contains(b.Id)).ToArray();
        return
        [
            .. reminded.Select(b => Platform(b, "rebind.reminder", new() { Occasion = e.Occasion, FrozenUntil = after.FrozenUntil })),
            .. reminded.Select(b => b.Generation).Distinct().Where(g => after.ContactOf(g) is not null).Select(g => Owner(g, e.Occasion)),
        ];
    }

    private static Tell Owner(int generation, string occasion) => new(Destination.Owner, OwnerKinds.Reminder, generation, new() { Occasion = occasion });

    private static Tell Platform(Binding binding, string kind, DeliveryBody body) =>
        new(Destination.Of(Party.Platform(binding.Platform)), kind, binding.Generation, body with { Account = binding.Account });

    private static Tell Ask(Unbinding u, string kind) => new(Destination.Of(u.Party), kind, u.Generation, new()
    {
        Account = u.Account,
        UnbindingId = u.Id,
        Reason = u.Reason,
        Urgency = u.Urgency,
        RequestedAt = u.RequestedAt,
        Deadline = u.Deadline,
        Attempt = u.Attempts,
    });

    private static Tell Dispute(Tell ask, UnbindingDisputed e) => ask with { Body = ask.Body with { Reason = EnumWord.Of(e.Reason), HolderChanged = e.Month } };

    // A platform learns of its own account of an earlier tenure, and nothing of the holder but that they complain and of what.
    private static Tell Complain(NumberState state, Complaint c) => new(
        Destination.Of(c.To),
        "complaint.opened",
        state.Bindings.FirstOrDefault(b => c.To == Party.Platform(b.Platform) && b.Account == c.Account)?.Generation ?? state.Generation,
        new() { CaseId = c.Id, Complaint = EnumWord.Of(c.Kind), Category = c.Category, Account = c.Account, Deadline = c.Deadline });

    private static Tell Intercept(NumberState state, Interception i, string kind, DeliveryBody body) =>
        new(Destination.Of(Party.Carrier(i.Carrier)), kind, state.Generation, body with { CaseId = i.Id, SendersBy = EnumWord.Of(i.By), Senders = i.Value });

    private static Unbinding Find(NumberState state, string id) => state.Unbindings.First(u => u.Id == id);

    private static Tell Number(NumberState state, string number, string kind, DeliveryBody body) =>
        new(Destination.Number(number), kind, state.Generation, body);

    private static IEnumerable<Tell> Carrier(NumberState state, string? carrier, string kind, DeliveryBody body) =>
        carrier is null ? [] : [new Tell(Destination.Of(Party.Carrier(carrier)), kind, state.Generation, body)];

    private sealed record Tell(Destination To, string Kind, int Generation, DeliveryBody Body);
}
