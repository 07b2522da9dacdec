using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Subscriptions;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>What must hold for everything that is told at sinks by one command.</summary>
internal static class SubscriptionInvariants
{
    public static void Check(NumberState before, Decision decision, NumberCommand command, World world)
    {
        var known = before.Subscriptions.Concat(decision.State.Subscriptions).DistinctBy(s => s.Id).ToDictionary(s => s.Id);
        foreach (var told in decision.Deliveries.Where(d => d.To.Text.StartsWith("subscription:", StringComparison.Ordinal)))
        {
            world.Cover($"told {told.Kind}");
            // One that began and ended in this very command is in neither state.
            if (known.TryGetValue(told.Body.Sink!.SubscriptionId, out var s))
            {
                Check(told, s, before, decision);
            }
        }

        foreach (var s in before.Subscriptions)
        {
            var times = decision.Deliveries.Count(d => d.Body.Sink?.SubscriptionId == s.Id && d.Kind != SubscriptionKinds.Ended);
            Broken.Unless(s.MaxEvents is null || s.Told + times <= s.MaxEvents, "a subscription is told no more than it asked for", s);
            Broken.Unless(times == 0 || s.EndsAt is null || world.Now < s.EndsAt, "a subscription is told nothing once its time is over", s);
            Broken.Unless(
                decision.State.Subscriptions.Any(still => still.Id == s.Id) || decision.Events.OfType<SubscriptionEnded>().Count(e => e.SubscriptionId == s.Id) == 1,
                "a subscription goes with its end",
                command);
        }
    }

    private static void Check(Delivery told, Subscription s, NumberState before, Decision decision)
    {
        Broken.Unless(told.To.Text == $"subscription:{s.Platform}/{s.Id}", "a subscription is told at its own place", told);
        Broken.Unless(told.Kind == SubscriptionKinds.Ended || told.Kind == SubscriptionKinds.Of(s.Type), "a subscription is told what it asked for", told);
        Broken.Unless(told.Body.Sink!.Named == s.Consented is null, "a number that its platform did not name is not named to it", told);
        Broken.Unless(
            told.Body.Account is null || before.Unbindings.Concat(decision.State.Unbindings).Any(u => u.Id == told.Body.UnbindingId && u.Party == Party.Platform(s.Platform) && u.Account == told.Body.Account),
            "a subscription hears of its platform's own accounts only",
            told);
        Broken.Unless(
            told.Kind == SubscriptionKinds.Ended || (told.Body.Reason is null && told.Body.Residual is null && told.Body.Occasion is null) || told.Kind == SubscriptionKinds.Of(SubscribedEvent.UnbindingRequested),
            "nothing but that it happened is told",
            told);
    }
}
