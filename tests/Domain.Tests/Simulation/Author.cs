using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>Makes a command of a step: mostly a likely one by the right party, sometimes a wrong one, a made-up id, a repeat. Where an account was refused, what follows is rare and is sought: a dispute, a decision, a new account beside it.</summary>
internal static class Author
{
    private static readonly string[] Subscribers = ["zhou", "yue", "ying"];
    private static readonly PlatformVoice[] Platforms = [WeChat, Didi, new("bank")];
    private static readonly string[] Numbers = [Story.Elsewhere, "+8613700137000", Story.Self];
    private static readonly PhoneNumber[] Targets = [.. Numbers.Select(PhoneNumber.Parse)];
    private static readonly UnbindingOutcome[] Outcomes =
        [UnbindingOutcome.Unbound, UnbindingOutcome.Refused, UnbindingOutcome.Sealed, UnbindingOutcome.Deferred, UnbindingOutcome.NotFound, UnbindingOutcome.Refused];

    private static readonly Func<World, Step, NumberCommand>[] WhileAvailable = [Assign, Assign, Assign, Assign, Bind, NoteInbound, Wake];
    private static readonly Func<World, Step, NumberCommand>[] WhileOwned =
    [
        Bind, Bind, Bind, Bind, Bind, Deactivate, Deactivate, Deactivate, Report, Report, Unbind, Confirm, Forward, NoteInbound, NoteInbound, Transfer, Suspend, Resume, Port, Wake, Announce, Note, Holder, Holder,
        Subscribe, Subscribe, Case, Case,
    ];

    private static readonly Func<World, Step, NumberCommand>[] Cases = [Complain, Complain, Close, Intercept, Intercept, AnswerInterception, EndInterception];

    private static readonly Func<World, Step, NumberCommand>[] Rare = [Case, Bind];

    private static readonly Func<World, Step, NumberCommand>[] WhileFrozen =
        [Report, Report, Report, Report, Receipt, Wake, Wake, Wake, Bind, Reinstate, Unbind, NoteInbound, DropInbound, Release, ExtendHold, Assign, Moved];

    private static readonly Func<World, Step, NumberCommand>[] Whatever =
    [
        Assign, Reinstate, Transfer, Port, Suspend, Resume, Deactivate, Release, Wake, Forward, ClearForwarding, NoteInbound, DropInbound, CancelForwarding,
        Bind, Unbind, Confirm, Receipt, Report, Announce, Note, Unsubscribe, Holder, Subscribe, EndSubscription, Case, Dispute, Disclose, Moved,
    ];

    public static NumberCommand Write(World world, Step step)
    {
        if (step.Roll >= 960 && world.Log.Count > 0)
        {
            return world.Log[step.Which % world.Log.Count];
        }

        var choices = step.Roll % 4 == 0 && (world.State.Unbindings.Any(Escalated) || (world.State.Owned && world.State.Unbindings.Any(Disputable))) ? Rare
            : step.Roll < 700 ? world.State.Phase switch { Phase.Available => WhileAvailable, Phase.Frozen => WhileFrozen, _ => WhileOwned }
            : Whatever;
        return choices[(step.Roll + step.Which) % choices.Length](world, step) with { Id = new CommandId($"c{world.Log.Count}", "0") };
    }

    private static CarrierVoice Carrier(World world, Step step) =>
        (step.Who % 12 == 0) == ((world.State.Carrier ?? "cmcc") == "cmcc") ? Unicom : Cmcc;

    private static string Subscriber(Step step) => Subscribers[step.Which % 3];

    private static ForwardingKind Kind(Step step) => (ForwardingKind)(step.Which / 3 % 2);

    private static NumberCommand Assign(World world, Step step) => Carrier(world, step).Assign(
        Subscriber(step),
        step.Who % 5 == 1 ? DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(-(step.Which % 4 * 7)) : null,
        step.Who % 7 == 0 ? Usage.Business : Usage.Residential,
        contact: "sealed");

    private static NumberCommand Holder(World world, Step step)
    {
        var generation = step.Who % 4 == 0 ? step.Which % 4 : world.State.Generation;
        return step.Which % 3 == 0 ? Registry.CancelInbound(generation) : Registry.UnbindEarlier(generation);
    }

    /// <summary>What there is to dispute or to decide comes first.</summary>
    private static NumberCommand Case(World world, Step step)
    {
        var refused = world.State.Unbindings.FirstOrDefault(Disputable);
        return step.Which % 4 > 0 && refused is not null && world.State.Owned ? Registry.Dispute(refused.Category, generation: world.State.Generation)
            : step.Which % 4 > 0 && world.State.Unbindings.Any(Escalated) ? Decide(world, step)
            : Cases[step.Who % Cases.Length](world, step);
    }

    private static bool Disputable(Unbinding unbinding) => unbinding is { State: UnbindingState.Refused, Dispute: null, BindingId: not null };

    private static bool Escalated(Unbinding unbinding) => unbinding.Dispute?.State == DisputeState.Escalated;

    private static NumberCommand Dispute(World world, Step step) =>
        Registry.Dispute(Unbinding(world, step)?.Category ?? "other", generation: step.Who % 6 == 0 ? step.Which % 4 : world.State.Generation);

    private static NumberCommand Decide(World world, Step step) => OperatorDecides(
        (world.State.Unbindings.FirstOrDefault(u => u.Dispute is not null) ?? Unbinding(world, step))?.Id ?? "ub_made_up",
        refusalStands: step.Which % 2 == 0);

    private static NumberCommand Complain(World world, Step step) =>
        Registry.Complain(step.Which % 2 == 0 ? Unbinding(world, step)?.Category ?? "other" : null, kind: (ComplaintKind)(step.Who % 4), generation: step.Who % 6 == 0 ? step.Which % 4 : world.State.Generation);

    private static NumberCommand Close(World world, Step step)
    {
        var complaint = world.State.Complaints is { IsEmpty: false } all ? all[step.Which % all.Length] : null;
        var command = Cmcc.Close(complaint?.Id ?? "cp_made_up", (ComplaintOutcome)(step.Who % 3), step.Which % 7 == 0 ? " " : "because");
        return complaint is null || step.Who % 12 == 0 ? command : command with { Actor = complaint.To };
    }

    private static NumberCommand Intercept(World world, Step step) => step.Which % 3 == 0
        ? Registry.Intercept(Numbers[step.Which % 2], SendersBy.Number, step.Who % 6 == 0 ? step.Which % 4 : world.State.Generation)
        : Registry.Intercept(Senders.Categories[step.Which % 3], generation: world.State.Generation);

    private static NumberCommand AnswerInterception(World world, Step step) =>
        (step.Who % 12 == 0 ? Unicom : Cmcc).Answer(world.State.Interceptions is { IsEmpty: false } all ? all[step.Which % all.Length].Id : "ic_made_up", step.Who % 3 > 0, "because");

    private static NumberCommand EndInterception(World world, Step step) =>
        Registry.EndInterception(world.State.Interceptions is { IsEmpty: false } all ? all[step.Which % all.Length].Id : "ic_made_up", world.State.Generation);

    private static NumberCommand Reinstate(World world, Step step) =>
        Carrier(world, step).Reinstate(step.Which % 4 == 0 ? Subscriber(step) : world.State.Tenure?.Subscriber ?? "zhou");

    private static NumberCommand Transfer(World world, Step step) => Carrier(world, step).Transfer(Subscriber(step));

    private static NumberCommand Port(World world, Step step) => Carrier(world, step).Port(step.Which % 2 == 0 ? "unicom" : "cmcc");

    private static NumberCommand Suspend(World world, Step step) => Carrier(world, step).Suspend();

    private static NumberCommand Resume(World world, Step step) => Carrier(world, step).Resume();

    private static NumberCommand Deactivate(World world, Step step) =>
        Carrier(world, step).Deactivate(step.Which % 4 == 0 ? world.Now.AddDays(-(step.Who % 40)) : null, nuisance: step.Which % 9 == 0);

    private static NumberCommand ExtendHold(World world, Step step) =>
        OperatorExtends(world.Now.AddDays(step.Who % 400)) with { Actor = step.Who % 12 == 0 ? Cmcc.Party : Party.Operator("dev") };

    private static NumberCommand Release(World world, Step step) =>
        OperatorReleases() with { Actor = step.Who % 12 == 0 ? Cmcc.Party : Party.Operator("dev") };

    private static NumberCommand Wake(World world, Step step) => Registry.Wake();

    private static NumberCommand Forward(World world, Step step) => Carrier(world, step).Forward(Targets[step.Which % 3], Kind(step));

    private static NumberCommand ClearForwarding(World world, Step step) => Carrier(world, step).ClearForwarding(Kind(step));

    private static NumberCommand NoteInbound(World world, Step step) =>
        Registry.NoteInbound(Numbers[step.Which % 3], world.Now.AddDays(-(step.Who % 4 * 20)), Kind(step));

    private static NumberCommand DropInbound(World world, Step step) => Registry.DropInbound(
        world.State.Inbound.Length > 0 ? world.State.Inbound[step.Which % world.State.Inbound.Length].Source : Story.Elsewhere,
        world.Now.AddDays(-(step.Who % 3 * 20)),
        Kind(step));

    private static NumberCommand CancelForwarding(World world, Step step) =>
        Registry.CancelForwarding(Numbers[step.Which % 3], world.Now.AddDays(-(step.Who % 2)), Kind(step));

    /// <summary>The present owner who registers where an earlier owner's account was left standing is rare, so that it is sought.</summary>
    private static NumberCommand Bind(World world, Step step)
    {
        var left = world.State.Owned && step.Who % 4 > 0
            ? world.State.Standing.FirstOrDefault(b => !world.State.Unbindings.Any(u => u.Open && u.BindingId == b.Id))
            : null;
        var platform = left is null ? Platforms[step.Who % 3] : Platforms.Single(p => p.Name == left.Platform);
        return platform.Bind(step.Which % 2 == 0 ? "a" : "b", (step.Which / 2 % 7) switch
        {
            0 => world.Now.AddDays(-2),
            1 => world.Now.AddDays(-60),
            2 => (world.State.Tenure?.Ended ?? world.State.LastEnded)?.AddHours(-1),
            3 => (world.State.Tenure?.Ended ?? world.State.LastEnded)?.AddHours(1),
            _ => null,
        });
    }

    private static NumberCommand Unbind(World world, Step step) => Platforms[step.Who % 3].Unbind(step.Which % 2 == 0 ? "a" : "b");

    private static NumberCommand Confirm(World world, Step step) => Platforms[step.Who % 3].Confirm(step.Which % 2 == 0 ? "a" : "b");

    private static NumberCommand Announce(World world, Step step) => Carrier(world, step).Announce(DateOnly.FromDateTime(world.Now.UtcDateTime).AddDays(step.Who % 400 - 2));

    private static NumberCommand Moved(World world, Step step) => Registry.Moved(step.Who % 4 == 0 ? step.Which % 4 : world.State.Generation, Platforms[step.Who % 3].Name, Platforms[step.Which % 3].Name);

    private static NumberCommand Disclose(World world, Step step) => Carrier(world, step).GiveDisclosure();

    private static NumberCommand Note(World world, Step step) =>
        Registry.Note((OwnerChannel)(step.Which % 3), (OwnerMessageOutcome)(step.Who % 8), 1 + (step.Which % 3), step.Which % 2 == 0 ? "frozen" : null, late: step.Who % 2 == 0);

    private static NumberCommand Unsubscribe(World world, Step step) => Registry.Unsubscribe(1 + (step.Which % 3));

    private static NumberCommand Subscribe(World world, Step step) =>
        Platforms[step.Who % 3].Subscribe((SubscribedEvent)(step.Which % 4), $"sub_{world.Sent.Count}", $"https://{step.Which / 4 % 3}.example/") with
        {
            Consented = step.Which % 3 == 0 ? world.State.Generation : null,
            MaxEvents = step.Which % 5 == 0 ? 1 + (step.Who % 2) : null,
            ExpireTime = step.Which % 7 == 0 ? world.Now.AddDays(step.Who - 2) : null,
            Credential = "sealed",
            CredentialExpires = step.Which % 11 == 0 ? world.Now.AddDays(step.Who) : null,
            InitialEvent = step.Who % 2 == 0,
        };

    private static NumberCommand EndSubscription(World world, Step step)
    {
        var id = world.State.Subscriptions is { IsEmpty: false } all ? all[step.Which % all.Length].Id : "sub_made_up";
        return step.Who % 4 == 0 ? Registry.SinkGone(id) : Platforms[step.Who % 3].Unsubscribe(id);
    }

    private static NumberCommand Receipt(World world, Step step) => Registry.Receipt(Unbinding(world, step)?.Id ?? "ub_made_up");

    private static NumberCommand Report(World world, Step step)
    {
        var unbinding = Unbinding(world, step);
        var command = WeChat.Report(
            unbinding?.Id ?? "ub_made_up",
            Outcomes[step.Who % 6],
            step.Which % 5 == 0 ? null : "because",
            world.Now.AddDays(step.Which % 4 * 12));
        return unbinding is null || step.Who % 12 == 0 ? command : command with { Actor = unbinding.Party };
    }

    private static Unbinding? Unbinding(World world, Step step) =>
        step.Which % 16 == 0 ? world.Model.FirstUnbinding : world.State.Unbindings is { IsEmpty: false } all ? all[step.Which % all.Length] : null;
}
