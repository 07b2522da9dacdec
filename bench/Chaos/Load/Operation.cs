using System.Text.Json.Nodes;

namespace RecycledNumbers.Chaos.Load;

/// <summary>What a caller knows of its command in the end.</summary>
internal enum Outcome
{
    /// <summary>Acknowledged: it must never be lost.</summary>
    Ok,

    /// <summary>Refused (4xx): it changed nothing.</summary>
    Refused,

    /// <summary>No definite answer until the end: it may have been done, once.</summary>
    Unknown,
}

/// <summary>What is asked of a number.</summary>
internal enum Verb
{
    /// <summary>A carrier gives the number to a subscriber.</summary>
    Assign,

    /// <summary>A carrier passes it to another subscriber.</summary>
    Transfer,

    /// <summary>A carrier stops service.</summary>
    Suspend,

    /// <summary>A carrier lets service go on.</summary>
    Resume,

    /// <summary>A carrier ends the tenure.</summary>
    Deactivate,

    /// <summary>A carrier gives it back to the same subscriber.</summary>
    Reinstate,

    /// <summary>A carrier notes the owner's forwarding.</summary>
    Forward,

    /// <summary>A carrier notes that the owner's forwarding is off.</summary>
    ClearForwarding,

    /// <summary>A platform registers an account.</summary>
    Bind,

    /// <summary>A platform removes an account.</summary>
    Unbind,

    /// <summary>A platform reports what came of an unbinding.</summary>
    ReportOutcome,

    /// <summary>A platform asks by tenure token whether the owner is still the same. Changes nothing.</summary>
    Check,
}

/// <summary>One command (or check) as its caller saw it: what was asked, under which key, when, and how it ended. Times are on one stopwatch, from the start of the run.</summary>
internal sealed record Operation
{
    /// <summary>One that is asked of a number itself.</summary>
    public static Operation On(string number, string key, Verb verb, string actor, string method, string path, string? body) => new()
    {
        Key = key,
        Actor = actor,
        Number = number,
        Verb = verb,
        Method = method,
        Path = $"/v1/numbers/{number}/{path}",
        Body = body,
    };

    /// <summary>Its Idempotency-Key; unique in a run.</summary>
    public required string Key { get; init; }

    /// <summary>Who asked: <c>carrier:demo-mobile</c>, <c>platform:…</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Number that it is about.</summary>
    public required string Number { get; init; }

    /// <summary>What was asked.</summary>
    public required Verb Verb { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path and query.</summary>
    public required string Path { get; init; }

    /// <summary>Body as JSON text, or null.</summary>
    public string? Body { get; init; }

    /// <summary>The account or the unbinding that it is about, or the token that is asked for.</summary>
    public string? Subject { get; init; }

    /// <summary>Whether it was sent to one silo that may be frozen or cut off, instead of the gateway: how long it took says nothing then.</summary>
    public bool Direct { get; init; }

    /// <summary>When it was first sent.</summary>
    public TimeSpan Invoked { get; init; }

    /// <summary>When its last answer came.</summary>
    public TimeSpan Completed { get; init; }

    /// <summary>How it ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>HTTP status of the last answer, or 0.</summary>
    public int Status { get; init; }

    /// <summary>Stable code of the last answer where it was an error.</summary>
    public string? Code { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>The last answer's body, or null.</summary>
    public JsonObject? Answer { get; init; }

    /// <summary>Whether it says who has the number.</summary>
    public bool ChangesOwner => Verb is Verb.Assign or Verb.Transfer or Verb.Deactivate or Verb.Reinstate;
}
