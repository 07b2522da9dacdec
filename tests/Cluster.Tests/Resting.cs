using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>Commands on a number that nobody else uses.</summary>
internal static class Resting
{
    private const string Target = "+8613800199999";

    /// <summary>Gives it to somebody who forwards it.</summary>
    public static async Task Assign(Caller caller, string number)
    {
        await Send(caller, number, Verb.Assign, "POST", "assign", Registry.Subscriber("resting"));
        await Forward(caller, number, "first");
    }

    /// <summary>Gives it to somebody once, whatever comes of it.</summary>
    public static Task<Operation> AssignOnce(Caller caller, string number) =>
        Send(caller, number, Verb.Assign, "POST", "assign", Registry.Subscriber(new string('x', 128)), once: true);

    public static Task<Operation> Suspend(Caller caller, string number) => Send(caller, number, Verb.Suspend, "POST", "suspend", []);

    /// <summary>Forwards it to where it is forwarded already.</summary>
    public static Task<Operation> Forward(Caller caller, string number, string key, bool once = false) =>
        Send(caller, number, Verb.Forward, "PUT", "forwarding/unconditional", new JsonObject { ["target"] = Target }, key, once);

    private static Task<Operation> Send(Caller caller, string number, Verb verb, string method, string path, JsonObject body, string key = "", bool once = false) => caller.Send(new Operation
    {
        Key = $"{verb}-{number}-{key}",
        Actor = caller.Party,
        Number = number,
        Verb = verb,
        Method = method,
        Path = $"/v1/numbers/{number}/{path}",
        Body = body.ToJsonString(),
    }, once);
}
