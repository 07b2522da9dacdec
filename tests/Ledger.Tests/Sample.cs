using System.Collections.Immutable;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>Plain rows that a test bends with <c>with</c>.</summary>
internal static class Sample
{
    public const string Number = "+8613800138000";

    public static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero).AddMicroseconds(123_456);

    public static NumberCommit Commit(string number = Number, long version = 0) => new()
    {
        Number = number,
        ExpectedVersion = version,
        State = $$"""{"v":1,"at":{{version}}}""",
        Phase = "inService",
        Carrier = "cmcc",
        Generation = 1,
        At = Noon,
    };

    public static EventRow Event(long sequence = 1, string cause = "carrier:cmcc/K1") =>
        new(sequence, Noon, 1, "assigned", "carrier:cmcc", cause, $$"""{"n":{{sequence}}}""");

    public static CommandRow Command(string id = "carrier:cmcc/K1") => new(id, "f00d", 1, Noon, """{"ok":true}""");

    public static NewDelivery Delivery(string id, string destination = "platform:wechat", string? lane = null, DateTimeOffset? at = null) =>
        new(id, lane ?? destination + "/0", destination, 1, "unbinding.requested", """{"x":1}""", at ?? Noon);

    public static UnbindingRow Unbinding(string id, string number = Number, string party = "platform:wechat", bool open = true) => new()
    {
        Id = id,
        Party = party,
        Number = number,
        Account = "acc-1",
        Generation = 1,
        State = open ? "requested" : "unbound",
        Open = open,
        Reason = "deactivated",
        Urgency = "normal",
        RequestedAt = Noon,
        Deadline = Noon.AddDays(7),
    };

    public static CaseRow Case(string id, string number = Number) => new()
    {
        Id = id,
        Party = "carrier:cmcc",
        Number = number,
        Generation = 2,
        Kind = CaseRow.Complaint,
        State = "open",
        Open = true,
        OpenedAt = Noon,
        Deadline = Noon.AddDays(7),
        Sender = "hash",
        Data = """{"complaint":"dunning"}""",
    };

    public static string NumberOf(int i) => $"+86138{i:D8}";

    public static NumberCommit Sending(this NumberCommit commit, params NewDelivery[] deliveries) => commit with { Deliveries = [.. deliveries] };

    public static NumberCommit Telling(this NumberCommit commit, params EventRow[] events) => commit with { Events = events.ToImmutableArray() };
}
