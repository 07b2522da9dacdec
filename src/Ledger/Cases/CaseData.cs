using System.Text.Json;
using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Unbindings;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Cases;

/// <summary>What a case says beside its columns; what does not apply is null.</summary>
public sealed record CaseData
{
    /// <summary>Dispute: the platform that refused.</summary>
    public string? Platform { get; init; }

    /// <summary>Dispute, complaint: category of the platform.</summary>
    public string? Category { get; init; }

    /// <summary>Dispute: the holder's reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Dispute: why it was escalated.</summary>
    public string? Cause { get; init; }

    /// <summary>Dispute: the platform's reason.</summary>
    public string? Answer { get; init; }

    /// <summary>Complaint: what of.</summary>
    public string? Complaint { get; init; }

    /// <summary>Complaint: the platform's own account.</summary>
    public string? Account { get; init; }

    /// <summary>Complaint: the sender as typed and what the holder wrote, sealed; for carriers.</summary>
    public string? Words { get; init; }

    /// <summary>Complaint: what came of it.</summary>
    public string? Outcome { get; init; }

    /// <summary>Interception: how the senders are named.</summary>
    public string? By { get; init; }

    /// <summary>Interception: which.</summary>
    public string? Value { get; init; }

    /// <summary>From a row.</summary>
    public static CaseData Of(CaseRow row) => JsonSerializer.Deserialize<CaseData>(row.Data, NumberFormat.Options)!;

    internal string ToJson() => JsonSerializer.Serialize(this, NumberFormat.Options);
}

/// <summary>A state's cases as rows.</summary>
internal static class CaseRows
{
    /// <summary>What a commit changes: rows that are new or other than before. What the state no longer holds is over, and its row stays until it is old.</summary>
    public static IEnumerable<CaseRow> Changed(NumberState? before, NumberState after, DateTimeOffset at)
    {
        var was = before is null ? [] : Of(before).ToArray();
        var now = Of(after).ToArray();
        var gone = was.Where(w => w.Open && now.All(n => n.Id != w.Id));
        return [.. now.Except(was), .. gone.Select(row => row with { Open = false, State = "ended", Deadline = null, ClosedAt = at })];
    }

    private static IEnumerable<CaseRow> Of(NumberState state) =>
    [
        .. state.Unbindings.Where(u => u.Dispute is { State: not DisputeState.Disputed }).Select(u => Of(state, u, u.Dispute!)),
        .. state.Complaints.Select(c => Of(state, c)),
        .. state.Interceptions.Select(i => Of(state, i)),
    ];

    private static CaseRow Of(NumberState state, Unbinding u, Dispute dispute) => new()
    {
        Id = u.Id,
        Party = CaseRow.Operators,
        Number = state.Number,
        Generation = dispute.Generation,
        Kind = CaseRow.Dispute,
        State = EnumWord.Of(dispute.State),
        Open = dispute.State == DisputeState.Escalated,
        OpenedAt = dispute.OpenedAt,
        ClosedAt = dispute.DecidedAt,
        Data = new CaseData { Platform = u.Party.Id, Category = u.Category, Reason = EnumWord.Of(dispute.Reason), Cause = dispute.Cause, Answer = dispute.Answer }.ToJson(),
    };

    private static CaseRow Of(NumberState state, Complaint c) => new()
    {
        Id = c.Id,
        Party = c.To.ToString(),
        Number = state.Number,
        Generation = c.Generation,
        Kind = CaseRow.Complaint,
        State = c.IsOpen ? "open" : c.Outcome is null ? "ended" : "closed",
        Open = c.IsOpen,
        OpenedAt = c.OpenedAt,
        Deadline = c.Deadline,
        ClosedAt = c.ClosedAt,
        Sender = c.Sender,
        Data = new CaseData
        {
            Complaint = EnumWord.Of(c.Kind),
            Category = c.Category,
            Account = c.Account,
            Words = c.To.Kind == PartyKind.Carrier ? c.Words : null,
            Outcome = c.Outcome is { } outcome ? EnumWord.Of(outcome) : null,
        }.ToJson(),
    };

    private static CaseRow Of(NumberState state, Interception i) => new()
    {
        Id = i.Id,
        Party = Party.Carrier(i.Carrier).ToString(),
        Number = state.Number,
        Generation = i.Generation,
        Kind = CaseRow.Interception,
        State = EnumWord.Of(i.State),
        Open = i.IsLive,
        OpenedAt = i.AskedAt,
        Deadline = i.State == InterceptionState.Asked ? i.Deadline : null,
        ClosedAt = i.OverAt,
        Data = new CaseData { By = EnumWord.Of(i.By), Value = i.Value }.ToJson(),
    };
}
