using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>What must hold for everything that is sent.</summary>
internal static class DeliveryInvariants
{
    public static void Check(Delivery delivery, NumberState after, World world)
    {
        var to = delivery.To.Text;
        Broken.Unless(!to.Contains(Story.Self, StringComparison.Ordinal), "nothing is sent to the number itself", delivery);
        Broken.Unless(
            to != "owner" || delivery.Kind == OwnerKinds.Reminder == (delivery.Generation < after.Generation || !after.Owned),
            "previous owners are reminded, the present one gets notices",
            delivery);
        Broken.Unless(
            to == "owner" || to.StartsWith("subscription:", StringComparison.Ordinal) || to.StartsWith("platform:", StringComparison.Ordinal) || to.StartsWith("carrier:", StringComparison.Ordinal)
            || (to.StartsWith("number:", StringComparison.Ordinal) && delivery.Kind.StartsWith("forwarding.", StringComparison.Ordinal)),
            "everything goes to platforms, their sinks, carriers, owners, or other numbers' actors about forwarding",
            delivery);
        Broken.Unless(world.DeliveryIds.Add(delivery.Id), "delivery ids are unique", delivery);
        Broken.Unless(
            !to.StartsWith("platform:", StringComparison.Ordinal) || world.Model.Accounts.Contains((to["platform:".Length..], delivery.Body.Account ?? "")),
            "a platform hears of its own accounts only",
            delivery);
        Broken.Unless(
            delivery.Kind != "rebind.reminder" || world.Model.Bindings.Values.Any(b =>
                world.Model.IsOver(b.Tenure) && to == $"platform:{b.Binding.Platform}" && delivery.Body.Account == b.Binding.Account),
            "reminders go only to platforms with a standing binding",
            delivery);
        Broken.Unless(
            delivery.Kind is not ("unbinding.requested" or "unbinding.overdue") || delivery.Generation < after.Generation || !after.Owned,
            "no unbinding is about the present tenure",
            delivery);
    }
}
