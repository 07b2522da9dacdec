using System.Globalization;
using System.Text.Json;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Events;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Api.Feeds;

/// <summary>For a platform: what happened to numbers while an account of its own hung on them. It learns no more from it than from its webhook, and that a number was ported or suspended and is not lost.</summary>
internal sealed class BindingFeed(Party platform, TenureTokens tokens) : IFeed<BindingChange>
{
    private const string Transferred = "transferred";

    public string Name => "bindings";

    public IReadOnlyList<string> Types { get; } = ["deactivated", "reinstated", Transferred, "ported", "suspended", "resumed"];

    public string Platform => platform.Id;

    public string Header => "number,event,tenureToken,at,effectiveAt,frozenUntil";

    public BindingChange Row(FeedRow happened)
    {
        var (type, generation) = (happened.Event.Type, happened.Event.Generation);
        var deactivated = type == "deactivated" ? (Deactivated)JsonSerializer.Deserialize<NumberEvent>(happened.Event.Data, NumberFormat.Options)! : null;
        // A transfer is stored with the tenure that it began; the platform's account hangs on the one before.
        var token = tokens.For(platform, happened.Number, type == Transferred ? generation - 1 : generation)!;
        return new BindingChange(happened.Number, type, token, happened.Event.At, deactivated?.EffectiveAt, deactivated?.FrozenUntil);
    }

    public string Line(FeedRow happened)
    {
        var row = Row(happened);
        return $"{row.Number},{row.Event},{row.TenureToken},{Text(row.At)},{Text(row.EffectiveAt)},{Text(row.FrozenUntil)}";
    }

    private static string Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture) ?? "";
}
