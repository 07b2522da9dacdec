using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>Counts what random lives came to, so that an invariant that held because nothing ever happened is found out.</summary>
internal sealed class Covering
{
    private readonly Dictionary<string, int> counts = [];

    private int lives;

    public static void Of(World world, NumberState before, NumberEvent happened)
    {
        world.Cover(happened.GetType().Name);
        switch (happened)
        {
            case TenureStarted { Generation: > 1 }:
                world.Cover(before.Standing.Any() ? "reassigned with residual" : "reassigned clean");
                break;
            case NumberReleased e:
                world.Cover(!before.Held ? "released at once" : e.Reason is "cleared" or "holdLimit" ? $"held, then released {e.Reason}" : "held, then released by an operator");
                break;
            case UnbindingSettled e:
                world.Cover($"outcome {e.State}");
                break;
            case UnbindingRequested e:
                world.Cover(e.Unbinding.Category == Unbinding.CarrierSystem ? "asked carrier's system" : $"asked {e.Unbinding.Reason}");
                break;
            case UnbindingCancelled e:
                world.Cover($"cancelled {e.Reason}");
                break;
            case SubscriptionEnded e:
                world.Cover($"subscription ended {e.Reason}");
                break;
            case Reinstated:
                world.Cover($"reinstated from {before.Phase}{(before.Held ? " held" : "")}");
                break;
        }
    }

    public void Add(World world)
    {
        lock (counts)
        {
            lives++;
            foreach (var (what, count) in world.Covered)
            {
                counts[what] = counts.GetValueOrDefault(what) + count;
            }

            counts["most tenures"] = Math.Max(counts.GetValueOrDefault("most tenures"), world.State.Generation);
        }
    }

    /// <summary>Each must have happened at least that often in 100,000 lives.</summary>
    public void ShouldReach(params (string What, int Count)[] least) =>
        least.Where(l => counts.GetValueOrDefault(l.What) < (long)l.Count * lives / 100_000).Select(l => $"{l.What}: {counts.GetValueOrDefault(l.What)} of {l.Count}").ShouldBeEmpty();

    public override string ToString() => $"{lives} lives: " + string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));
}
