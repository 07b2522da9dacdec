using System.Globalization;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Checks;

/// <summary>Who had to be told was told, or it is on record that it failed; and nobody was told what is another's.</summary>
internal static class MessageChecks
{
    private const int GivenUp = 3;
    private static readonly string[] BetweenNumbers = ["forwarding.noted", "forwarding.dropped", "forwarding.cancel"];

    public static Verdict NeverDelivered(Evidence evidence)
    {
        var taken = evidence.Received.Where(static r => r.Taken).Select(static r => r.Id).ToHashSet(StringComparer.Ordinal);
        var told = evidence.Messages.Where(static m => m.Destination.StartsWith("platform:", StringComparison.Ordinal)).ToList();
        var flaws = told.Where(m => !taken.Contains(m.Id) && evidence.Deliveries.GetValueOrDefault(m.Id, -1) != GivenUp)
            .Select(m => $"{m.Number}: {m.Kind} to {m.Destination} ({m.Id}) never arrived and is {(evidence.Deliveries.TryGetValue(m.Id, out var state) ? $"in state {state}" : "gone")}").ToList();

        var queued = told.Select(static m => Key(m.Number, m.Kind, m.Destination, m["account"], m.Body.GetProperty("at").GetDateTimeOffset())).ToHashSet(StringComparer.Ordinal);
        var expected = evidence.Stories.SelectMany(static s => s.Expected).ToList();
        flaws.AddRange(expected.Where(e => !queued.Contains(Key(e.Number, e.Kind, e.Party, e.Account, e.At))).Select(static e => $"{e.Number}: {e.Kind} to {e.Party} about {e.Account} was never queued"));
        return new Verdict(Lines.NeverDelivered, flaws, told.Count, "messages to platforms");
    }

    public static Verdict Recycled(Evidence evidence)
    {
        var generations = evidence.Stories.ToDictionary(static s => s.Number, static s => s.GenerationOfAccount, StringComparer.Ordinal);
        var tokens = Tokens(evidence, generations);
        var flaws = new List<string>();
        foreach (var m in evidence.Messages)
        {
            if (m.Destination.StartsWith("number:", StringComparison.Ordinal))
            {
                if (m.Destination["number:".Length..] == m.Number || !BetweenNumbers.Contains(m.Kind))
                {
                    flaws.Add($"{m.Number}: {m.Kind} to {m.Destination} ({m.Id})");
                }
            }
            else if (m["account"] is { Length: > 0 } account && generations.GetValueOrDefault(m.Number)?.TryGetValue(account, out var bound) == true && bound != m.Generation)
            {
                flaws.Add($"{m.Number}: {m.Kind} of tenure {m.Generation} about {account}, bound in tenure {bound} ({m.Id})");
            }
        }

        flaws.AddRange(evidence.Received
            .Where(r => tokens.TryGetValue((r.Party, r["number"], r["account"]), out var token) && r["tenureToken"] != token)
            .Select(static r => $"{r["number"]}: {r.Party} got {r.Kind} about {r["account"]} with the token of another tenure ({r.Id})"));
        return new Verdict(Lines.Recycled, flaws, evidence.Messages.Count + evidence.Received.Count, "messages queued and received");
    }

    /// <summary>The token that a platform was given for an account, where it was answered.</summary>
    private static Dictionary<(string Party, string Number, string Account), string> Tokens(Evidence evidence, Dictionary<string, Dictionary<string, int>> generations)
    {
        var tokens = new Dictionary<(string, string, string), string>();
        foreach (var o in evidence.Operations.Where(static o => o is { Verb: Verb.Bind, Outcome: Outcome.Ok }))
        {
            if (generations.GetValueOrDefault(o.Number)?.ContainsKey(o.Subject!) == true && o.Answer?["tenureToken"]?.ToString() is { } token)
            {
                tokens[(o.Actor, o.Number, o.Subject!)] = token;
            }
        }

        return tokens;
    }

    private static string Key(string number, string kind, string party, string account, DateTimeOffset at) =>
        string.Join(' ', number, kind, party, account, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}
