using System.Globalization;
using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Receivers;

namespace RecycledNumbers.Chaos.Load;

/// <summary>One number's carrier and platforms, one command after the other: assigned, bound, checked, forwarded, transferred, deactivated, reinstated, sold again.</summary>
internal sealed class NumberLife(string number, Caller carrier, IReadOnlyList<Platform> platforms, IReadOnlyList<string> others, Random random)
{
    private readonly List<(Platform Platform, string Account)> bound = [];
    private readonly List<(Platform Platform, string Token)> tokens = [];
    private string phase = "available";
    private string subscriber = "";
    private bool comesBack;
    private int serial;

    /// <summary>One step of its life.</summary>
    public async Task Step()
    {
        var dice = random.NextDouble();
        await (phase switch
        {
            "available" => Assign(),
            "suspended" => dice < 0.7 ? Carrier(Verb.Resume, "inService") : Deactivate(),
            "frozen" => dice switch { < 0.08 when comesBack => Reinstate(), < 0.3 => Check(), _ => Look() },
            _ => dice switch
            {
                < 0.34 => Bind(),
                < 0.46 => Check(),
                < 0.60 => Transfer(),
                < 0.68 => Forward(),
                < 0.72 => Carrier(Verb.ClearForwarding, "inService"),
                < 0.77 => Carrier(Verb.Suspend, "suspended"),
                < 0.81 => Unbind(),
                _ => Deactivate(),
            },
        });
    }

    /// <summary>Asks every token that it knows, so that the last word on each is on record.</summary>
    public async Task Audit()
    {
        foreach (var (platform, token) in tokens.TakeLast(6))
        {
            await Check(platform, token);
        }
    }

    /// <summary>A transfer that goes to one silo directly, whatever state that is in.</summary>
    public static Operation LateTransfer(string number, string carrier, string key) => new()
    {
        Key = key,
        Actor = carrier,
        Number = number,
        Verb = Verb.Transfer,
        Method = "POST",
        Path = $"/v1/numbers/{number}/transfer",
        Body = Subscriber("late-" + key),
        Direct = true,
    };

    private async Task Assign()
    {
        var next = Next();
        if (await Carrier(Verb.Assign, "inService", Subscriber(next)) == Outcome.Ok)
        {
            (subscriber, phase) = (next, "inService");
            bound.Clear();
        }
    }

    private async Task Transfer()
    {
        var next = Next();
        if (await Carrier(Verb.Transfer, "inService", Subscriber(next)) == Outcome.Ok)
        {
            subscriber = next;
            bound.Clear();
        }
    }

    private Task Reinstate() => Carrier(Verb.Reinstate, "inService", Subscriber(subscriber));

    private Task Deactivate()
    {
        // Nearly everybody comes back, and soon, so that the load goes on; who does not lets the freeze come to its end.
        comesBack = random.NextDouble() < 0.98;
        return Carrier(Verb.Deactivate, "frozen", """{"reason":"voluntary"}""");
    }

    private Task Forward() => Carrier(Verb.Forward, "inService", new JsonObject { ["target"] = others[random.Next(others.Count)] }.ToJsonString());

    private async Task Bind()
    {
        var platform = platforms[random.Next(platforms.Count)];
        var account = $"account-{number[^5..]}-{Serial()}";
        var done = await platform.Caller.Send(Of(Verb.Bind, platform.Caller.Party, "POST", "bindings", new JsonObject { ["account"] = account }.ToJsonString()) with { Subject = account });
        if (done is { Outcome: Outcome.Ok, Answer: { } answer })
        {
            bound.Add((platform, account));
            tokens.Add((platform, answer["tenureToken"]!.ToString()));
        }
        else
        {
            await Look();
        }
    }

    private async Task Unbind()
    {
        if (bound.Count > 0)
        {
            var (platform, account) = bound[^1];
            bound.RemoveAt(bound.Count - 1);
            await platform.Caller.Send(Of(Verb.Unbind, platform.Caller.Party, "DELETE", $"bindings/{account}", body: null) with { Subject = account });
        }
    }

    private async Task Check()
    {
        if (tokens.Count > 0)
        {
            var (platform, token) = tokens[^(1 + random.Next(Math.Min(4, tokens.Count)))];
            await Check(platform, token);
        }
    }

    private Task<Operation> Check(Platform platform, string token) => platform.Caller.Send(new Operation
    {
        Key = $"check-{number}-{Serial()}",
        Actor = platform.Caller.Party,
        Number = number,
        Verb = Verb.Check,
        Method = "POST",
        Path = "/v1/checks",
        Body = new JsonObject { ["number"] = number, ["tenureToken"] = token }.ToJsonString(),
        Subject = token,
    });

    private async Task Look()
    {
        if (await carrier.Read($"/v1/numbers/{number}") is { } seen)
        {
            phase = seen["phase"]!.ToString();
        }
    }

    private async Task<Outcome> Carrier(Verb verb, string after, string? body = "{}")
    {
        var (method, path) = verb switch
        {
            Verb.Forward => ("PUT", "forwarding/unconditional"),
            Verb.ClearForwarding => ("DELETE", "forwarding/unconditional"),
            _ => ("POST", verb.ToString().ToLowerInvariant()),
        };
        var done = await carrier.Send(Of(verb, carrier.Party, method, path, verb == Verb.ClearForwarding ? null : body));
        if (done.Outcome == Outcome.Ok)
        {
            phase = after;
        }
        else if (verb != Verb.ClearForwarding)
        {
            await Look();
        }

        return done.Outcome;
    }

    private Operation Of(Verb verb, string actor, string method, string path, string? body) =>
        Operation.On(number, $"{verb}-{number}-{Serial()}", verb, actor, method, path, body);

    private string Next() => $"subscriber-{number}-{Serial()}";

    private string Serial() => (++serial).ToString(CultureInfo.InvariantCulture);

    private static string Subscriber(string reference) => new JsonObject { ["subscriber"] = reference }.ToJsonString();
}
