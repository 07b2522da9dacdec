using System.Collections.Immutable;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Numbers;

/// <summary>A decision's deliveries as rows. The last guard of the rule that nothing about a number is ever sent to that number itself.</summary>
internal static class Outgoing
{
    public static ImmutableArray<NewDelivery> Rows(Decision decision)
    {
        var trace = GrainsTelemetry.TraceParent;
        return
        [
            .. decision.Deliveries.Select(d => d.To.Text == $"number:{decision.State.Number}"
                ? throw new InvalidOperationException("A delivery is addressed to the number that it is about.")
                : new NewDelivery(
                    d.Id,
                    DeliveryLanes.Of(d.To.Text, decision.State.Number),
                    d.To.Text,
                    d.Generation,
                    d.Kind,
                    DeliveryJson.Write(trace is null ? d.Body : d.Body with { TraceParent = trace }),
                    d.Body.At)),
        ];
    }
}
