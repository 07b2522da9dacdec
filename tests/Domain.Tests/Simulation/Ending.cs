using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>What must hold at the end of a life, once everything that falls due has fallen due.</summary>
internal static class Ending
{
    public static void Check(World world)
    {
        Drain(world);
        CheckOutcomes(world);
        CheckRepeats(world);
        CheckReplay(world);
    }

    private static void Drain(World world)
    {
        for (var wakes = 0; world.State.NextDue() is { } due; wakes++)
        {
            Broken.Unless(wakes < 1000, "waking comes to an end", world.State);
            world.WakeAt(due);
        }
    }

    private static void CheckOutcomes(World world)
    {
        Broken.Unless(
            world.State.Unbindings.All(u => u.State is not (UnbindingState.Requested or UnbindingState.Receipted or UnbindingState.Deferred)),
            "every unbinding ends settled or overdue, never silent",
            world.State);
        Broken.Unless(
            world.State.Standing.All(b => world.Model.Asked.GetValueOrDefault(b.Id) is UnbindingState.Refused or UnbindingState.Overdue),
            "every binding of an ended tenure ends removed, refused or overdue",
            world.State);
        Broken.Unless(
            world.State.Bindings.All(b => world.State.IsStanding(b) || !world.Model.Asked.TryGetValue(b.Id, out var asked) || asked is UnbindingState.Cancelled or UnbindingState.Refused),
            "a binding that was given back with its tenure is no longer asked for",
            world.State);
    }

    /// <summary>The log of everything acknowledged, in another order, and a wake: nothing changes twice.</summary>
    private static void CheckRepeats(World world)
    {
        var before = world.State;
        var sent = world.DeliveryIds.Count;
        foreach (var command in world.Log.ToArray().Select((command, place) => (command, place)).OrderBy(x => x.place * 7919 % 31).Select(x => x.command))
        {
            world.Send(command);
        }

        world.Send(Registry.Wake());
        Broken.Unless(Same.States(before, world.State) && sent == world.DeliveryIds.Count, "a shuffled replay of the log changes nothing", world.State);
    }

    private static void CheckReplay(World world)
    {
        var replayed = world.History.Aggregate(NumberState.New(Story.Self), NumberReplay.Apply);
        Broken.Unless(Same.States(replayed, world.State), "replaying the history gives the state", world.State);
        Broken.Unless(replayed.Contacts.IsEmpty, "a sealed contact is in no event", world.State);
        Broken.Unless(replayed.Subscriptions.IsEmpty, "a sink is in no event", world.State);
        if (world.Sent.Count % 4 == 0)
        {
            CheckJson(world);
        }
    }

    /// <summary>In one life of four: most of the time would go into it.</summary>
    private static void CheckJson(World world)
    {
        var read = Same.ThroughJson(world.History);
        Broken.Unless(
            Same.States(read.Aggregate(NumberState.New(Story.Self), NumberReplay.Apply), world.State),
            "replaying the history after a way through JSON gives the state",
            world.State);
        Broken.Unless(read.Zip(world.History).All(pair => Same.Events(pair.First, pair.Second)), "events survive a way through JSON", world.State);
        var state = Same.ThroughJson(world.State);
        Broken.Unless(Same.States(state, world.State) && state.Contacts.Select(c => (c.Generation, c.Sealed, c.LeftAt, c.EraseAt)).SequenceEqual(world.State.Contacts.Select(c => (c.Generation, c.Sealed, c.LeftAt, c.EraseAt))) && state.Subscriptions.SequenceEqual(world.State.Subscriptions), "the state survives a way through JSON", world.State);
    }
}
