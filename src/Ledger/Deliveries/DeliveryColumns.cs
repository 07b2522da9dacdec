using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Deliveries;

/// <summary>The columns of a delivery row and how to read them.</summary>
internal static class DeliveryColumns
{
    public const string All =
        "id, xid, position, lane, destination, number, generation, kind, body, state, created_at, next_attempt, attempts, last_status, last_error";

    public static DeliveryRow Read(Row r) => new()
    {
        Id = r.Text(0),
        Cursor = r.Cursor(1, 2).ToString(),
        Lane = r.Text(3),
        Destination = r.Text(4),
        Number = r.Text(5),
        Generation = r.Integer(6),
        Kind = r.Text(7),
        Body = r.Text(8),
        State = (DeliveryState)r.Integer(9),
        CreatedAt = r.Instant(10),
        NextAttempt = r.Instant(11),
        Attempts = r.Integer(12),
        LastStatus = r.IntegerOrNull(13),
        LastError = r.TextOrNull(14),
    };
}
