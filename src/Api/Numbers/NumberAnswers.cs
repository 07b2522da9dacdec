using System.Collections.Immutable;
using System.Text.Json;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Numbers;

/// <summary>A number as its carrier or an operator sees it.</summary>
internal sealed record NumberAnswer(
    string Number,
    Phase Phase,
    string? Carrier,
    int Generation,
    DateTimeOffset? TenureSince,
    DateTimeOffset? FrozenUntil,
    bool Held,
    ImmutableArray<ForwardingView> Forwarding,
    int InboundForwarding,
    ClearanceAnswer Clearance)
{
    internal static NumberAnswer Of(NumberView view) => new(
        view.Number, view.Phase, view.Carrier, view.Generation, view.TenureSince, view.FrozenUntil, view.Held, view.Forwarding, view.InboundForwarding,
        new ClearanceAnswer(view.Clearance, view.Items));

    internal static NumberAnswer Of(CommandAnswer answer) => Of(answer.Number!);
}

/// <summary>Where a number's clearance stands. No account is named.</summary>
internal sealed record ClearanceAnswer(ClearanceState State, ImmutableArray<ClearanceItem> Items);

/// <summary>What a carrier must tell the buyer of a number.</summary>
internal sealed record AssignAnswer(string Number, Phase Phase, int Generation, bool SecondHand, Disclosure Disclosure)
{
    internal static AssignAnswer Of(CommandAnswer answer) =>
        new(answer.Number!.Number, answer.Number.Phase, answer.Number.Generation, answer.Disclosure!.SecondHand, answer.Disclosure);
}

/// <summary>One event of a number's history.</summary>
internal sealed record EventAnswer(long Sequence, DateTimeOffset At, string Type, string Actor, string Cause, JsonElement Data)
{
    internal static EventAnswer Of(HistoryEvent happened)
    {
        using var data = JsonDocument.Parse(happened.Data);
        return new EventAnswer(happened.Sequence, happened.At, happened.Type, happened.Actor, happened.Cause, data.RootElement.Clone());
    }
}
