using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>What becomes of a delivery that was taken up.</summary>
/// <param name="Id">Which.</param>
/// <param name="Attempt">What to record, or null: it is settled.</param>
internal sealed record Verdict(string Id, DeliveryAttempt? Attempt = null)
{
    /// <summary>Stays open for a fault of our own: no attempt is charged.</summary>
    public static Verdict Later(DeliveryRow delivery, DateTimeOffset at, int? status, string error) =>
        new(delivery.Id, new DeliveryAttempt(delivery.Id, DeliveryState.Open, delivery.Attempts, at, status, error));

    /// <summary>Can never be sent.</summary>
    public static Verdict Unreadable(DeliveryRow delivery) =>
        new(delivery.Id, new DeliveryAttempt(delivery.Id, DeliveryState.Dead, delivery.Attempts, delivery.NextAttempt, null, "The stored body is not readable."));

    /// <summary>Writes verdicts in bulk. What was sent is recorded even when the silo stops.</summary>
    public static async Task Record(IReadOnlyCollection<Verdict> verdicts, ILedger ledger)
    {
        string[] settled = [.. verdicts.Where(v => v.Attempt is null).Select(v => v.Id)];
        DeliveryAttempt[] attempts = [.. verdicts.Select(v => v.Attempt).OfType<DeliveryAttempt>()];
        if (settled.Length > 0)
        {
            await ledger.SettleDeliveries(settled, CancellationToken.None);
        }

        if (attempts.Length > 0)
        {
            await ledger.RecordAttempts(attempts, CancellationToken.None);
        }
    }
}
