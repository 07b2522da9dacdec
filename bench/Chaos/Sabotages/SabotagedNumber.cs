using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Chaos.Sabotages;

/// <summary>A number with a short, ordinary and recorded life, at which a promise is then broken.</summary>
internal sealed class SabotagedNumber(ChaosRun run, string number)
{
    private int serial;

    public string Number => number;

    public ChaosRun Run => run;

    /// <summary>An ordinary command of its carrier, on record.</summary>
    public Task<Operation> Carrier(Verb verb, string body = "{}") => Carrier(run.Carrier, verb, body);

    /// <summary>The same by another caller.</summary>
    public Task<Operation> Carrier(Caller caller, Verb verb, string body = "{}", bool once = false) =>
        caller.Send(Of(verb, ChaosRun.CarrierParty, "POST", verb.ToString().ToLowerInvariant(), body), once);

    /// <summary>Gives it to somebody.</summary>
    public Task<Operation> Assign() => Carrier(Verb.Assign, """{"subscriber":"somebody"}""");

    /// <summary>Binds an account of the platform that does as it should; the tenure token.</summary>
    public async Task<string> Bind()
    {
        var platform = run.Platforms.Fine.Caller;
        var account = $"account-{number[^5..]}";
        var done = await platform.Send(Of(Verb.Bind, platform.Party, "POST", "bindings", new JsonObject { ["account"] = account }.ToJsonString()) with { Subject = account });
        return done.Answer!["tenureToken"]!.ToString();
    }

    /// <summary>Asks whether a token's owner is still the same.</summary>
    public Task<Operation> Check(string token)
    {
        var platform = run.Platforms.Fine.Caller;
        return platform.Send(Of(Verb.Check, platform.Party, "POST", "", new JsonObject { ["number"] = number, ["tenureToken"] = token }.ToJsonString()) with { Path = "/v1/checks", Subject = token });
    }

    /// <summary>Lays hands on the tables. <c>@number</c> is the number.</summary>
    public Task Hands(string sql) => run.Database.Change(sql, ("number", number));

    private Operation Of(Verb verb, string actor, string method, string path, string body) =>
        Operation.On(number, $"sabotage-{number[^5..]}-{++serial}", verb, actor, method, path, body);
}
