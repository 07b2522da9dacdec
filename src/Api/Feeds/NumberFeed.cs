using System.Text.Json;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Api.Feeds;

/// <summary>For accredited senders: numbers whose subscriber changed, with the month and nothing else. A port changes no subscriber, and a suspension is nobody's business: neither is in it.</summary>
internal sealed class NumberFeed : IFeed<NumberChange>
{
    public string Name => "numbers";

    public IReadOnlyList<string> Types { get; } = ["deactivated", "reinstated", "transferred"];

    public string? Platform => null;

    public string Header => "number,event,month";

    public NumberChange Row(FeedRow happened)
    {
        var at = JsonSerializer.Deserialize<NumberEvent>(happened.Event.Data, NumberFormat.Options) is Deactivated deactivated ? deactivated.EffectiveAt : happened.Event.At;
        var month = FreezeProfile.Of(PhoneNumber.Parse(happened.Number).Country).MonthOf(at);
        return new NumberChange(happened.Number, happened.Event.Type, month);
    }

    public string Line(FeedRow happened)
    {
        var row = Row(happened);
        return $"{row.Number},{row.Event},{row.Month}";
    }
}
