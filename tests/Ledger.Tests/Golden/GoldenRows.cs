using System.Collections.Immutable;
using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Ledger.Tests.Golden;

/// <summary>What the rows of <c>Golden/v1</c> say, as values. Version 0.1.0 wrote the rows; a new field gets a value here only if old rows mean it.</summary>
internal static class GoldenRows
{
    private static readonly DateTimeOffset s_at = new(2026, 3, 4, 12, 0, 0, 250, TimeSpan.Zero);

    private static readonly Binding s_binding = new()
    {
        Id = "bd_1",
        Platform = "wechat",
        Account = "openid-周",
        Category = "social",
        Generation = 1,
        BoundAt = s_at,
        ReverifyAt = s_at.AddDays(90),
    };

    private static readonly Unbinding s_unbinding = new()
    {
        Id = "ub_1",
        BindingId = "bd_1",
        Party = Party.Platform("wechat"),
        Account = "openid-周",
        Category = "social",
        Generation = 1,
        State = UnbindingState.Requested,
        Reason = "deactivated",
        Urgency = "normal",
        RequestedAt = s_at,
        Deadline = s_at.AddDays(7),
        RetryAt = s_at.AddDays(3),
        Attempts = 1,
    };

    private static readonly Complaint s_complaint = new()
    {
        Id = "cp_1",
        Generation = 2,
        Kind = ComplaintKind.Dunning,
        Category = "social",
        To = Party.Platform("wechat"),
        Account = "openid-周",
        OpenedAt = s_at,
        Deadline = s_at.AddDays(7),
    };

    private static readonly Interception s_interception = new()
    {
        Id = "ic_1",
        Generation = 2,
        By = SendersBy.Category,
        Value = "callsFromAbroad",
        Carrier = "cmcc",
        State = InterceptionState.Asked,
        AskedAt = s_at,
        Deadline = s_at.AddDays(7),
    };

    public static ImmutableArray<NumberEvent> Events { get; } =
    [
        new TenureStarted(s_at, 1, "cmcc", "hash-of-zhou", s_at.AddDays(-1), Usage.Business),
        new ServiceSuspended(s_at),
        new ServiceResumed(s_at),
        new Deactivated(s_at, Domain.Numbers.DeactivationReason.Arrears, s_at.AddHours(-1), s_at.AddDays(90), s_at.AddDays(3), [s_at.AddDays(30), s_at.AddDays(75)]),
        new Reinstated(s_at, "cmcc"),
        new NumberHeld(s_at, s_at.AddDays(30)),
        new HoldExtended(s_at, s_at.AddDays(60), "银行需要更久"),
        new NumberReleased(s_at, "holdLimit", 2),
        new Transferred(s_at, 2, "hash-of-yue"),
        new Ported(s_at, "cmcc", "unicom", "hash-of-zhou"),
        new ClearanceStarted(s_at),
        new ClearanceCompleted(s_at, 1),
        new OwnerReminded(s_at, "deactivated", ["bd_1", "bd_2"]),
        new BindingRegistered(s_at, s_binding),
        new BindingRemoved(s_at, "bd_1"),
        new BindingConfirmed(s_at, "bd_1", s_at.AddDays(90)),
        new ReverificationDue(s_at, "bd_1"),
        new UnbindingRequested(s_at, s_unbinding),
        new UnbindingRepeated(s_at, "ub_1"),
        new UnbindingReceipted(s_at, "ub_1"),
        new UnbindingDeferred(s_at, "ub_1", s_at.AddDays(20), "court order"),
        new UnbindingWentOverdue(s_at, "ub_1"),
        new UnbindingSettled(s_at, "ub_1", UnbindingState.NotFound, "no such account"),
        new UnbindingCancelled(s_at, "ub_1", "reinstated"),
        new LateOutcomeNoted(s_at, "ub_1", UnbindingOutcome.Unbound, Reason: null),
        new ForwardingSet(s_at, ForwardingKind.NotReachable, "+8613800138001"),
        new ForwardingCleared(s_at, ForwardingKind.NoAnswer, "+8613800138001", s_at.AddDays(-9), "targetRecycled"),
        new InboundNoted(s_at, "+8613800138002", ForwardingKind.Unconditional, s_at.AddDays(-9)),
        new InboundCancelled(s_at, "+8613800138002", ForwardingKind.Unconditional, s_at.AddDays(-9)),
        new InboundDropped(s_at, "+8613800138002", ForwardingKind.Busy),
        new DeactivationAnnounced(s_at, new DateOnly(2026, 4, 1)),
        new OwnerMessageNoted(s_at, 1, "msg_1", OwnerChannel.Sms, OwnerMessageOutcome.Bounced, "frozen", Late: true),
        new ContactErasureSet(s_at, 1, s_at.AddDays(30)),
        new ContactErased(s_at, 1, "retention"),
        new UnbindingRenewed(s_at, "ub_1", "holderAsked", s_at.AddDays(7), s_at.AddDays(3)),
        new SubscriptionStarted(s_at, "sub_1", "wechat", SubscribedEvent.Reassigned),
        new SubscriptionTold(s_at, "sub_1", "ub_1"),
        new SubscriptionEnded(s_at, "sub_1", SubscriptionEnd.MaxEvents),
        new UnbindingDisputed(s_at, "ub_1", 2, DisputeReason.CannotRegister, "2026-03", s_at.AddDays(7), s_at.AddDays(3)),
        new DisputeEscalated(s_at, "ub_1", "upheld", "in debt"),
        new DisputeDecided(s_at, "ub_1", RefusalStands: true, "checked"),
        new ComplaintMade(s_at, s_complaint),
        new ComplaintPassedOn(s_at, "cp_1", Party.Carrier("cmcc"), s_at.AddDays(7)),
        new ComplaintClosed(s_at, "cp_1", ComplaintOutcome.NothingFound, "not ours"),
        new InterceptionAsked(s_at, s_interception),
        new InterceptionAnswered(s_at, "ic_1", Accepted: false, "not offered"),
        new InterceptionEnded(s_at, "ic_1", "tenureOver"),
        new OwnerMoved(s_at, "bd_1"),
        new TenureErased(s_at, 1),
        new DisclosureGiven(s_at, "reference", new Disclosure { SecondHand = true, EarlierTenures = 2, LastEnded = "2026-02", Cleared = ImmutableSortedDictionary<string, int>.Empty.Add("bank", 1) }),
    ];

    public static ImmutableSortedDictionary<string, NumberState> States { get; } = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, NumberState>
    {
        ["new"] = NumberState.New(Sample.Number),
        ["in-service"] = Started with
        {
            Phase = Phase.InService,
            Forwarding = [new OwnForwarding(ForwardingKind.Busy, "+8613800138001", s_at)],
            Inbound = [new InboundForwarding("+8613800138002", ForwardingKind.Unconditional, s_at, Cancelling: true)],
            Bindings = [s_binding, s_binding with { Id = "bd_2", Account = "二", ReverifyAt = null }],
        },
        ["asking"] = Started with
        {
            Phase = Phase.InService,
            Tenure = new Tenure { Generation = 2, Subscriber = "hash-of-yue", Since = s_at, Usage = Usage.Residential },
            Bindings = [s_binding],
            Unbindings = [s_unbinding with { State = UnbindingState.Refused, Reason = "holderAsked", SettledAt = s_at, RetryAt = null, Dispute = new Dispute { Generation = 2, Reason = DisputeReason.NotMine, OpenedAt = s_at, State = DisputeState.Escalated, Cause = "upheld", Answer = "in debt" } }],
            Complaints = [s_complaint with { Words = "sealed" }, s_complaint with { Id = "cp_2", Category = null, Sender = "hash", To = Party.Carrier("cmcc"), Account = null, ClosedAt = s_at, Outcome = ComplaintOutcome.Remedied }],
            Interceptions = [s_interception, s_interception with { Id = "ic_2", State = InterceptionState.Ended, OverAt = s_at }],
        },
        ["suspended"] = Started with { Phase = Phase.Suspended },
        ["frozen"] = Started with
        {
            Phase = Phase.Frozen,
            Tenure = Started.Tenure! with { Ended = s_at },
            LastEnded = s_at,
            FrozenUntil = s_at.AddDays(90),
            ClearanceAt = s_at.AddDays(3),
            Reminders = [s_at.AddDays(30), s_at.AddDays(75)],
            Bindings = [s_binding],
        },
        ["held"] = Started with
        {
            Phase = Phase.Frozen,
            Tenure = Started.Tenure! with { Ended = s_at },
            LastEnded = s_at,
            FrozenUntil = s_at.AddDays(90),
            Held = true,
            HoldLimit = s_at.AddDays(120),
            Clearing = true,
            Bindings = [s_binding],
            Unbindings =
            [
                s_unbinding with { State = UnbindingState.Overdue, Attempts = 2, RetryAt = null },
                s_unbinding with { Id = "ub_2", BindingId = null, Party = Party.Carrier("cmcc"), Account = "voicemail", Category = Unbinding.CarrierSystem, State = UnbindingState.Sealed, SettledAt = s_at.AddDays(4) },
            ],
            Cleared = ImmutableSortedDictionary<string, int>.Empty.Add("bank", 1).Add("social", 3),
        },
        ["available"] = Started with { Phase = Phase.Available, Tenure = Started.Tenure! with { Ended = s_at }, LastEnded = s_at, Cleared = ImmutableSortedDictionary<string, int>.Empty.Add("bank", 1) },
        ["sealing"] = Started with
        {
            Phase = Phase.InService,
            Tenure = new Tenure { Generation = 2, Subscriber = "hash-of-yue", Since = s_at, Usage = Usage.Residential },
            Salts = [new TenureSalt { Generation = 1, Salt = "salt-of-one", EraseAt = s_at.AddDays(400) }, new TenureSalt { Generation = 2, Salt = "salt-of-two" }],
        },
    });

    public static ImmutableSortedDictionary<string, CommandAnswer> Answers { get; } = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, CommandAnswer>
    {
        ["empty"] = CommandAnswer.Empty,
        ["number"] = new CommandAnswer
        {
            Number = new NumberView
            {
                Number = Sample.Number,
                Phase = Phase.Frozen,
                Carrier = "cmcc",
                Generation = 1,
                TenureSince = s_at,
                FrozenUntil = s_at.AddDays(90),
                Held = true,
                Forwarding = [new ForwardingView(ForwardingKind.NoAnswer, "+8613800138001")],
                InboundForwarding = 2,
                Clearance = ClearanceState.Open,
                Items = [new ClearanceItem("wechat", "social", UnbindingState.Receipted, s_at, s_at.AddDays(7), 2)],
            },
            Disclosure = new Disclosure
            {
                SecondHand = true,
                EarlierTenures = 1,
                LastEnded = "2026-03",
                Cleared = ImmutableSortedDictionary<string, int>.Empty.Add("bank", 1),
                Residual = ImmutableSortedDictionary<string, int>.Empty.Add("social", 2),
            },
        },
        ["binding"] = new CommandAnswer { Binding = new BindingAnswer("bd_1", 2, Seal: true) },
        ["cases"] = new CommandAnswer
        {
            Cases = new HolderCases
            {
                Disputes = [new HolderDispute { Category = "social", Reason = DisputeReason.NotMine, OpenedAt = s_at, State = DisputeState.Decided, Removed = false }],
                Complaints = [new HolderComplaint { Id = "cp_1", Kind = ComplaintKind.Calls, WithCarrier = true, OpenedAt = s_at, Deadline = s_at.AddDays(7) }],
                Interceptions = [new HolderInterception { Id = "ic_1", By = SendersBy.Prefix, Value = "+44", State = InterceptionState.Asked, AskedAt = s_at, AnswerBy = s_at.AddDays(7) }],
            },
        },
        ["unbinding"] = new CommandAnswer { Unbinding = UnbindingView.Of(Sample.Number, s_unbinding with { State = UnbindingState.Deferred }) },
    });

    public static ImmutableSortedDictionary<string, DeliveryBody> Deliveries { get; } = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, DeliveryBody>
    {
        ["webhook.test"] = new DeliveryBody { At = s_at },
        ["number.deactivated"] = new DeliveryBody { At = s_at, Account = "openid-1", Reason = "voluntary", FrozenUntil = s_at.AddDays(90) },
        ["rebind.reminder"] = new DeliveryBody { At = s_at, Account = "openid-1", Occasion = "frozen", FrozenUntil = s_at.AddDays(90) },
        ["unbinding.requested"] = new DeliveryBody { At = s_at, Account = "openid-1", UnbindingId = "ub_1", Reason = "deactivated", Urgency = "high", RequestedAt = s_at, Deadline = s_at.AddDays(7), Attempt = 2 },
        ["unbinding.disputed"] = new DeliveryBody { At = s_at, Account = "openid-1", UnbindingId = "ub_1", Reason = "notMine", Urgency = "high", RequestedAt = s_at, Deadline = s_at.AddDays(7), Attempt = 3, HolderChanged = "2026-03" },
        ["complaint.opened"] = new DeliveryBody { At = s_at, Account = "openid-1", CaseId = "cp_1", Complaint = "dunning", Category = "social", Deadline = s_at.AddDays(7) },
        ["interception.requested"] = new DeliveryBody { At = s_at, CaseId = "ic_1", SendersBy = "prefix", Senders = "+44", Deadline = s_at.AddDays(7) },
        ["clearance.held"] = new DeliveryBody { At = s_at, Residual = 3 },
        ["owner.reminder"] = new DeliveryBody { At = s_at, Occasion = "reassigned" },
        ["holder.code"] = new DeliveryBody { At = s_at },
        ["owner.deactivation-notice"] = new DeliveryBody { At = s_at, Date = new DateOnly(2026, 4, 1) },
        ["forwarding.noted"] = new DeliveryBody { At = s_at, Forwarding = ForwardingKind.NotReachable, Target = "+8613800138001", Since = s_at.AddDays(-9) },
    });

    private static NumberState Started => NumberState.New(Sample.Number) with
    {
        Carrier = "cmcc",
        Tenure = new Tenure { Generation = 1, Subscriber = "hash-of-zhou", Since = s_at.AddDays(-9), Usage = Usage.Business, Contact = "sealed" },
        CoveredSince = s_at.AddDays(-9),
        Sequence = 7,
    };
}
