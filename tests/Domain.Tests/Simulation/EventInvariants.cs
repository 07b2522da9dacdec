using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>What must hold at every single event, against the model as it was just before.</summary>
internal static class EventInvariants
{
    public static void Check(NumberState before, NumberEvent happened, NumberState after, World world, NumberCommand command)
    {
        switch (happened)
        {
            case TenureStarted e:
                Broken.Unless(before.Phase == Phase.Available && world.Model.OpenTenures == 0, "a tenure begins only after the former one has ended", e);
                Broken.Unless(world.Model.Tenures.Count == 0 || e.Since >= world.Model.Tenures[^1].Ended, "two tenures never overlap", e);
                Broken.Unless(e.Generation == world.Model.Tenures.Count + 1, "generations come without gaps", e);
                break;
            case Transferred e:
                Broken.Unless(before.Phase == Phase.InService && world.Model.OpenTenures == 1, "a transfer needs one present owner", e);
                Broken.Unless(e.Generation == world.Model.Tenures.Count + 1, "generations come without gaps", e);
                break;
            case Deactivated e:
                Broken.Unless(e.FrozenUntil >= e.EffectiveAt.AddDays(world.MinimumDays(command)), "no freeze is shorter than the profile or the carrier's policy", e);
                break;
            case NumberReleased e:
                CheckRelease(before, e, world, command);
                break;
            case ClearanceCompleted e:
                Broken.Unless(e.Residual == world.Model.Residual, "the residual count is right", e);
                Broken.Unless(before.Unbindings.All(u => !u.Open), "no clearance completes with open unbindings", e);
                break;
            case OwnerReminded e:
                Broken.Unless(!e.BindingIds.IsEmpty && e.BindingIds.All(world.Model.IsEarlier), "reminders are about standing bindings only", e);
                Broken.Unless(e.BindingIds.All(id => !before.Bindings.All(b => b.Id != id)), "no reminder follows the last binding", e);
                Broken.Unless(e.BindingIds.All(id => before.Bindings.Single(b => b.Id == id).MovedAt is null), "no reminder is about what its owner has moved", e);
                break;
            case OwnerMoved e:
                Broken.Unless(world.Model.IsEarlier(e.BindingId) && command is ConfirmMoved moved && world.Model.Bindings[e.BindingId].Binding.Generation == moved.Generation, "an owner moves accounts of their own tenure only", e);
                break;
            case BindingRemoved e:
                Broken.Unless(command is Unbind && command.Actor.Id == world.Model.Bindings[e.BindingId].Binding.Platform, "only its own platform removes a binding", e);
                break;
            case UnbindingRequested { Unbinding.BindingId: { } id } e:
                Broken.Unless(world.Model.IsEarlier(id), "no binding of the present tenure is asked for", e);
                break;
            case UnbindingDisputed e:
                Broken.Unless(before.Unbindings.Single(u => u.Id == e.UnbindingId) is { State: UnbindingState.Refused, Dispute: null, BindingId: { } disputed } && world.Model.IsEarlier(disputed), "what is disputed was refused, is an earlier tenure's, and was not disputed before", e);
                Broken.Unless(e.Generation == world.Model.Tenures.Count && before.Owned, "only the present holder disputes", e);
                break;
            case DisputeEscalated e:
                Broken.Unless(before.Unbindings.Single(u => u.Id == e.UnbindingId).Dispute is { } open && open.Generation == world.Model.Tenures.Count, "only the present holder's disputes are escalated", e);
                break;
            case ComplaintMade e:
                Broken.Unless(e.Complaint.Words is null, "no event holds what a holder wrote", e);
                break;
            case UnbindingSettled e:
                CheckSettling(e, world, command);
                break;
        }

        Broken.Unless(
            before.Bindings.All(b => after.Bindings.Any(still => still.Id == b.Id) || IsExplained(b.Id, happened, world, command)),
            "no binding of the present tenure is removed but by its own platform",
            happened);
    }

    private static bool IsExplained(string bindingId, NumberEvent happened, World world, NumberCommand command) => happened switch
    {
        BindingRemoved e => e.BindingId == bindingId,
        UnbindingSettled e => world.Model.Unbindings[e.UnbindingId].BindingId == bindingId && (world.Model.IsEarlier(bindingId) || command is Unbind),
        BindingRegistered e => world.Model.Bindings[bindingId].Binding is var former && former.Platform == e.Binding.Platform && former.Account == e.Binding.Account && world.Model.IsEarlier(bindingId),
        _ => false,
    };

    private static void CheckRelease(NumberState before, NumberReleased e, World world, NumberCommand command)
    {
        Broken.Unless(world.Latest >= world.Model.RestUntil, "no number is released before its freeze is over", $"{e} {world.Model.RestUntil:O}");
        Broken.Unless(e.Residual == world.Model.Residual, "the residual count is right", e);
        Broken.Unless(
            before.Unbindings.All(u => !u.Open)
            || (e.Reason == "holdLimit" && before.HoldLimit <= world.Now)
            || command is Release { Actor.Kind: PartyKind.Operator },
            "a number is released with open unbindings only by hold limit or operator",
            e);
        Broken.Unless(e.Reason != "cleared" || before.Inbound.All(i => !i.Cancelling), "a number is not clean while calls are forwarded to it", e);
    }

    private static void CheckSettling(UnbindingSettled e, World world, NumberCommand command)
    {
        var unbinding = world.Model.Unbindings[e.UnbindingId];
        Broken.Unless(world.Model.IsOpen(e.UnbindingId), "what is settled is not settled again", e);
        Broken.Unless(unbinding.Party == command.Actor, "only its own party settles an unbinding", e);
        Broken.Unless(unbinding.BindingId is not { } id || world.Model.IsEarlier(id), "no outcome removes a binding of the present tenure", e);
        Broken.Unless(e.State != UnbindingState.Refused || !string.IsNullOrWhiteSpace(e.Reason), "a refusal has a reason", e);
    }
}
