using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Tests.Deliveries;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Owners;

public sealed class OwnerLaneTests(DeliveryCluster cluster)
{
    private const string Number = "+8613800138077";

    [Fact]
    public async Task What_a_silo_of_the_release_before_parked_is_taken_up()
    {
        var lane = DeliveryLanes.Of(Destination.Owner.Text, Number);
        var now = cluster.Clock.GetUtcNow();
        await cluster.Ledger.EnqueueDelivery(new NewDelivery("msg_parked", lane, Destination.Owner.Text, 1, OwnerKinds.Reminder, "not a body", now), Number, now);
        await cluster.Ledger.ParkForPull(Destination.Owner.Text);

        await cluster.Lane(lane).Drain();

        cluster.Ledger.Row("msg_parked").State.ShouldBe(DeliveryState.Dead, "It was read, found to be no message, and put before the operators.");
    }
}
