using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>What must hold after every step.</summary>
internal static class StateInvariants
{
    public static void Check(World world)
    {
        var state = world.State;
        Broken.Unless(world.Model.OpenTenures == (state.Owned ? 1 : 0), "there is one present owner at most", state);
        Broken.Unless(state.Generation == world.Model.Tenures.Count, "generations come without gaps", state);
        CheckPhase(state);
        Broken.Unless(state.Reminders.IsEmpty || state.Unmoved.Any(), "no reminder is planned after the last binding, or once their owner has moved", state);
        Broken.Unless(state.Bindings.All(b => b.MovedAt is null || state.IsStanding(b)), "only an owner who has lost the number has moved", state);
        Broken.Unless(state.Standing.Count() == world.Model.Residual, "standing bindings are those of tenures that are over", state);
        Broken.Unless(
            state.Unbindings.All(u => !u.Open || u.BindingId is null || state.Bindings.Any(b => b.Id == u.BindingId && state.IsStanding(b))),
            "an open unbinding is about a standing binding",
            state);
        Broken.Unless(
            state.Standing.All(b => (state.ClearanceAt is not null && b.Generation == state.Generation) || IsAsked(world, b.Id)),
            "no standing binding is forgotten",
            state);
        Broken.Unless(state.Inbound.All(i => i.Source != state.Number), "no number forwards to itself", state);
        Broken.Unless(
            world.Model.Tenures.Count == 0 || state.Inbound.All(i => i.Cancelling || (state.Owned && i.Since >= world.Model.Tenures[^1].Since)),
            "forwarding aimed at a tenure that is over is told to stop",
            state);
        CheckSubscriptions(state);
        CheckCases(state);
        CheckDisclosure(world);
    }

    private static void CheckSubscriptions(NumberState state)
    {
        Broken.Unless(state.Subscriptions.All(s => s.Consented is null || s.Consented == state.Generation), "no subscription outlives the tenure in which its holder agreed, and the time until the next", state);
        Broken.Unless(
            state.Subscriptions.All(s => s.Consented is null || state.Owned || s.Type is SubscribedEvent.Reassigned or SubscribedEvent.UnbindingRequested),
            "of a tenure that is over nothing but what follows its end is told",
            state);
        Broken.Unless(state.Subscriptions.All(s => !(s.Told >= s.MaxEvents)), "a subscription that was told enough is over", state);
        Broken.Unless(state.Subscriptions.GroupBy(s => s.Platform).All(own => own.Count() <= NumberLifecycle.MostSubscriptionsOfPlatform), "a platform's subscriptions are bounded", state);
    }

    private static void CheckCases(NumberState state)
    {
        Broken.Unless(state.Unbindings.All(u => u.Dispute is null || (state.Owned && u.Dispute.Generation == state.Generation)), "a dispute ends with its holder's tenure", state);
        Broken.Unless(
            state.Unbindings.All(u => u.Dispute is not { State: not DisputeState.Decided } || state.Bindings.Any(b => b.Id == u.BindingId)),
            "a dispute is decided once its account is gone",
            state);
        Broken.Unless(state.Complaints.All(c => !c.IsOpen || (state.Owned && c.Generation == state.Generation)), "a complaint ends with its holder's tenure", state);
        Broken.Unless(state.Complaints.All(c => c.IsOpen || c.Words is null), "what a holder wrote goes when the complaint is closed", state);
        Broken.Unless(
            state.Interceptions.All(i => !i.IsLive || (state.Owned && i.Generation == state.Generation && i.Carrier == state.Carrier)),
            "an interception is the present carrier's, for the present holder",
            state);
        Broken.Unless(state.Complaints.Length <= 20 && state.Interceptions.Length <= 40, "complaints and interceptions are bounded", state);
    }

    private static void CheckPhase(NumberState state)
    {
        Broken.Unless(state.Owned == (state.Tenure is { Ended: null }), "phase and tenure agree", state);
        Broken.Unless((state.Phase == Phase.Frozen) == (state.FrozenUntil is not null), "only a frozen number has an end of its freeze", state);
        Broken.Unless(state.Phase == Phase.Frozen || (!state.Held && state.HoldLimit is null && state.ClearanceAt is null), "only a frozen number is held", state);
        Broken.Unless(state.Phase == Phase.Available || state.Carrier is not null, "a number that is not available has a carrier", state);
    }

    private static bool IsAsked(World world, string bindingId) =>
        world.Model.Asked.TryGetValue(bindingId, out var asked)
        && asked is UnbindingState.Requested or UnbindingState.Receipted or UnbindingState.Deferred or UnbindingState.Overdue or UnbindingState.Refused;

    private static void CheckDisclosure(World world)
    {
        var told = Disclosure.Of(world.State, world.Policies.Freeze);
        if (!told.SecondHand)
        {
            return;
        }

        Broken.Unless(told.Cleared.SequenceEqual(world.Model.Cleared), "the cleared counts agree with counting", world.State);
        Broken.Unless(told.Residual.Values.Sum() == world.Model.Residual, "the residual counts agree with counting", world.State);
        Broken.Unless(told.Cleared.Values.Concat(told.Residual.Values).All(n => n > 0), "no count is negative", world.State);
        Broken.Unless(told.EarlierTenures == world.Model.Tenures.Count(t => t.Ended is not null), "the earlier tenures are counted", world.State);
    }
}
