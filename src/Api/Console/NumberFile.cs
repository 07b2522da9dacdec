using System.Collections.Immutable;
using System.Text.Json;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Blocks;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Operators;

namespace RecycledNumbers.Api.Console;

/// <summary>All that is on record of one number. It is read from the ledger and not asked of the number: one whose record can't be read has a page too, and nobody is brought into memory to be looked at.</summary>
internal sealed class NumberFile(ILedger ledger, IOperatorLedger operators)
{
    /// <summary>Events on one page.</summary>
    internal const int Page = 100;

    private const int MostForLife = 1000;
    private const int MostDeliveries = 50;
    private const int MostActs = 20;

    internal async Task<NumberRecordView> Read(PhoneNumber number, long? before, CancellationToken cancellation)
    {
        var row = await ledger.Load(number.Value, cancellation);
        NumberState? state = null;
        var flaw = row is null ? null : NumberFormat.Flaw(row.State, number.Value, out state);
        var first = await ledger.ReadEvents(number.Value, 0, MostForLife, cancellation);
        var last = first.Count < MostForLife ? first.Select(static e => e.Sequence).LastOrDefault() : state?.Sequence ?? first[^1].Sequence;
        var upTo = Math.Min(before - 1 ?? last, last);
        IReadOnlyList<EventRow> events = upTo <= first.Count ? [.. first.Where(e => e.Sequence <= upTo).TakeLast(Page)] : await ledger.ReadEvents(number.Value, Math.Max(0, upTo - Page), Page, cancellation);
        return new NumberRecordView
        {
            Number = number,
            IsKnown = row is not null,
            Flaw = flaw,
            State = state,
            Block = await ledger.FindBlock(number.Value, cancellation),
            Spans = Life.Of(first),
            Marks = [.. first.Select(HistoryLine.Of)],
            Events = [.. events.Reverse().Select(HistoryLine.Of)],
            Older = events is [{ Sequence: > 1 } oldest, ..] ? oldest.Sequence : null,
            Total = last,
            Deliveries = [.. await operators.ReadDeliveriesOf(number.Value, Destinations(state, first), MostDeliveries, cancellation)],
            Acts = [.. await operators.ReadActs(number.Value, null, MostActs, cancellation)],
        };
    }

    // Where something about this number can be under way to: whoever is named in its record or has acted on it.
    private static string[] Destinations(NumberState? state, IEnumerable<EventRow> events)
    {
        var actors = events.Select(static e => Party.TryParse(e.Actor)).Where(static p => p is { Kind: PartyKind.Platform or PartyKind.Carrier }).Select(static p => p!.ToString());
        return state is null ? [.. actors.Distinct()] :
        [
            .. actors.Concat(state.Bindings.Select(static b => Party.Platform(b.Platform).ToString()))
                .Concat(state.Unbindings.Select(static u => u.Party.ToString()))
                .Concat(state.Carrier is { } carrier ? [Party.Carrier(carrier).ToString()] : [])
                .Concat(state.Subscriptions.Select(static s => Destination.Subscription(s.Platform, s.Id).Text))
                .Concat(state.Inbound.Select(static i => Destination.Number(i.Source).Text))
                .Concat(state.Forwarding.Select(static f => Destination.Number(f.Target).Text))
                .Append(Destination.Owner.Text).Append(Destination.Holder.Text).Distinct(StringComparer.Ordinal),
        ];
    }
}

/// <summary>A number's page.</summary>
public sealed record NumberRecordView
{
    internal PhoneNumber Number { get; init; } = null!;

    internal bool IsKnown { get; init; }

    internal string? Flaw { get; init; }

    internal NumberState? State { get; init; }

    internal BlockRow? Block { get; init; }

    internal ImmutableArray<LifeSpan> Spans { get; init; } = [];

    internal ImmutableArray<HistoryLine> Marks { get; init; } = [];

    internal ImmutableArray<HistoryLine> Events { get; init; } = [];

    internal long? Older { get; init; }

    internal long Total { get; init; }

    internal ImmutableArray<DeliveryRow> Deliveries { get; init; } = [];

    internal ImmutableArray<OperatorAct> Acts { get; init; } = [];
}

/// <summary>A stretch of a number's life.</summary>
internal sealed record LifeSpan(bool IsTenure, int Generation, string? Carrier, DateTimeOffset From, DateTimeOffset? To);

/// <summary>Tenures and freezes out of events, oldest first.</summary>
internal static class Life
{
    internal static ImmutableArray<LifeSpan> Of(IEnumerable<EventRow> rows)
    {
        var spans = new List<LifeSpan>();
        foreach (var happened in rows.Select(HistoryLine.Read).OfType<NumberEvent>())
        {
            switch (happened)
            {
                case TenureStarted e:
                    Begin(new LifeSpan(IsTenure: true, e.Generation, e.Carrier, e.Since, null));
                    break;
                case Transferred e:
                    Begin(new LifeSpan(IsTenure: true, e.Generation, spans.LastOrDefault()?.Carrier, e.At, null));
                    break;
                case Deactivated e:
                    Begin(new LifeSpan(IsTenure: false, spans.LastOrDefault()?.Generation ?? 0, spans.LastOrDefault()?.Carrier, e.EffectiveAt, null));
                    break;
                case Reinstated when spans is [.., { IsTenure: true } tenure, { IsTenure: false }]:
                    spans.RemoveAt(spans.Count - 1);
                    spans[^1] = tenure with { To = null };
                    break;
                case NumberReleased e when spans is [.., { IsTenure: false, To: null } freeze]:
                    spans[^1] = freeze with { To = e.At };
                    break;
                case Ported e when spans is [.., { IsTenure: true } tenure]:
                    spans[^1] = tenure with { Carrier = e.ToCarrier };
                    break;
            }
        }

        return [.. spans];

        void Begin(LifeSpan span)
        {
            if (spans is [.., { To: null } open]) spans[^1] = open with { To = span.From };
            spans.Add(span);
        }
    }
}

/// <summary>An event as a line of a table: who, when, why, by which command, and what it says in a few words.</summary>
internal sealed record HistoryLine(long Sequence, DateTimeOffset At, int Generation, string Type, string Actor, string Cause, string? Why, ImmutableArray<(string Name, string Value)> Facts)
{
    // What only a platform, or nobody, may know; and what the line says elsewhere.
    private static readonly HashSet<string> Hidden = new(StringComparer.Ordinal) { "account", "subscriber", "words", "sealed", "credential", "sink", "type", "at" };

    internal static NumberEvent? Read(EventRow row)
    {
        try
        {
            return JsonSerializer.Deserialize<NumberEvent>(row.Data, NumberFormat.Options);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    internal static HistoryLine Of(EventRow row)
    {
        var facts = new List<(string, string)>();
        try
        {
            using var data = JsonDocument.Parse(row.Data);
            Collect(data.RootElement, "", facts);
        }
        catch (JsonException)
        {
            facts.Add(("data", "?"));
        }

        var why = facts.FirstOrDefault(static f => f.Item1 is "reason" or "cause" or "occasion").Item2;
        return new HistoryLine(row.Sequence, row.At, row.Generation, row.Type, row.Actor, row.Cause, why, [.. facts]);
    }

    /// <summary>The value as this operator may see it: another number may stand in it.</summary>
    internal static string Show(string value, OperatorSession who) => who.MayAct ? value : MaskedNumbers.In(value);

    private static void Collect(JsonElement at, string name, List<(string, string)> facts)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in at.EnumerateObject().Where(static f => !Hidden.Contains(f.Name))) Collect(field.Value, name.Length == 0 ? field.Name : $"{name}.{field.Name}", facts);
                break;
            case JsonValueKind.Array:
                if (at.GetArrayLength() > 0) facts.Add((name, at.EnumerateArray().All(static i => i.ValueKind is JsonValueKind.String or JsonValueKind.Number) ? string.Join(", ", at.EnumerateArray().Take(10).Select(static i => i.ToString())) : $"{at.GetArrayLength()}"));
                break;
            case JsonValueKind.Null:
                break;
            default:
                facts.Add((name, at.ToString()));
                break;
        }
    }
}
