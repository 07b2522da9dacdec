using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>The life of a number: state, command, policies and the instant in; a decision out. Total and pure. <c>docs/lifecycle.md</c> shows it as a table, and a test holds the two together.</summary>
public static class NumberLifecycle
{
    /// <summary>Most bindings that one number carries.</summary>
    public const int MostBindings = 500;

    /// <summary>Most inbound forwardings that one number remembers; one beyond them is told to stop.</summary>
    public const int MostInbound = 100;

    /// <summary>Most subscriptions that one number carries.</summary>
    public const int MostSubscriptions = 40;

    /// <summary>Most of them that are one platform's.</summary>
    public const int MostSubscriptionsOfPlatform = 8;

    /// <summary>Decides a command.</summary>
    public static Decision Decide(NumberState state, NumberCommand command, NumberPolicies policies, DateTimeOffset now) =>
        Rule(state, command, policies, now).Then(course => SubscriptionRules.End(ContactRules.Plan(course, policies, now), now));

    private static Decision Rule(NumberState state, NumberCommand command, NumberPolicies policies, DateTimeOffset now) =>
        !MayAsk(command) ? Decision.Refuse(state, Refusal.NotAllowed)
        : IsOfAnotherTenure(state, command, policies) ? Decision.Refuse(state, Refusal.AnotherTenure)
        : command switch
        {
            Assign c => TenureRules.Assign(state, c, policies, now),
            Reinstate c => TenureRules.Reinstate(state, c, policies, now),
            Transfer c => TenureRules.Transfer(state, c, policies, now),
            Port c => TenureRules.Port(state, c, policies, now),
            Suspend c => ServiceRules.Suspend(state, c, policies, now),
            Resume c => ServiceRules.Resume(state, c, policies, now),
            Deactivate c => ServiceRules.Deactivate(state, c, policies, now),
            Release c => DueRules.Release(state, c, policies, now),
            ExtendHold c => DueRules.Extend(state, c, policies, now),
            Wake => DueRules.Wake(state, policies, now),
            SetForwarding c => ForwardingRules.Set(state, c, policies, now),
            ClearForwarding c => ForwardingRules.Clear(state, c, policies, now),
            NoteInbound c => ForwardingRules.NoteInbound(state, c, now),
            DropInbound c => ForwardingRules.DropInbound(state, c, now),
            CancelForwarding c => ForwardingRules.Cancel(state, c, now),
            Bind c => BindingRules.Bind(state, c, policies, now),
            Unbind c => BindingRules.Unbind(state, c, now),
            Confirm c => BindingRules.Confirm(state, c, policies, now),
            NoteReceipt c => UnbindingRules.NoteReceipt(state, c, now),
            ReportOutcome c => UnbindingRules.ReportOutcome(state, c, now),
            AnnounceDeactivation c => OwnerRules.Announce(state, c, policies, now),
            NoteOwnerMessage c => OwnerRules.Note(state, c, now),
            UnsubscribeOwner c => OwnerRules.Unsubscribe(state, c, now),
            ConfirmMoved c => OwnerRules.Moved(state, c, now),
            UnbindEarlier c => HolderRules.UnbindEarlier(state, c, policies, now),
            CancelInbound c => HolderRules.CancelInbound(state, c, now),
            Subscribe c => SubscriptionRules.Begin(state, c, now),
            Unsubscribe c => SubscriptionRules.Delete(state, c, now),
            NoteSinkGone c => SubscriptionRules.Abandon(state, c, now),
            DisputeRefusals c => DisputeRules.Dispute(state, c, policies, now),
            DecideDispute c => DisputeRules.Decide(state, c, policies, now),
            Complain c => ComplaintRules.Complain(state, c, policies, now),
            CloseComplaint c => ComplaintRules.Close(state, c, now),
            AskInterception c => InterceptionRules.Ask(state, c, policies, now),
            EndInterception c => InterceptionRules.End(state, c, now),
            AnswerInterception c => InterceptionRules.Answer(state, c, now),
            GiveDisclosure c => DisclosureRules.Give(state, c, policies, now),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };

    /// <summary>The carrier that may act on the number: the one that holds it, else the one in whose block it lies.</summary>
    internal static bool IsHolder(NumberState state, NumberCommand command, NumberPolicies policies) =>
        command.Actor.Id == (state.Carrier ?? policies.BlockHolder);

    // Said to nobody but the number's own carrier and operators: a generation tells how many owners there were.
    private static bool IsOfAnotherTenure(NumberState state, NumberCommand command, NumberPolicies policies) =>
        command.Id.Generation is { } meant && meant != state.Generation
        && (command.Actor.Kind == PartyKind.Operator || (command.Actor.Kind == PartyKind.Carrier && IsHolder(state, command, policies)));

    private static bool MayAsk(NumberCommand command) => command switch
    {
        Bind or Unbind or Confirm or Subscribe or Unsubscribe => command.Actor.Kind == PartyKind.Platform,
        ReportOutcome or CloseComplaint => command.Actor.Kind is PartyKind.Platform or PartyKind.Carrier,
        NoteInbound or DropInbound or CancelForwarding or NoteReceipt or NoteOwnerMessage or UnsubscribeOwner or ConfirmMoved or UnbindEarlier or CancelInbound or NoteSinkGone or Wake => command.Actor.Kind == PartyKind.Registry,
        DisputeRefusals or Complain or AskInterception or EndInterception => command.Actor.Kind == PartyKind.Registry,
        Release or ExtendHold or DecideDispute => command.Actor.Kind == PartyKind.Operator,
        _ => command.Actor.Kind == PartyKind.Carrier,
    };
}
