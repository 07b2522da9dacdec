using RecycledNumbers.Api.Camara;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Api.Access;

/// <summary>What a token may be used for. The published CAMARA scopes stand beside their endpoints (<see cref="CamaraScopes"/>).</summary>
public static class Scopes
{
    /// <summary>Numbers, their life and their batches (carriers).</summary>
    public const string Numbers = "numbers";

    /// <summary>Bindings, unbindings, webhook and events (platforms).</summary>
    public const string Bindings = "bindings";

    /// <summary>Has the owner changed? (platforms)</summary>
    public const string Checks = "checks";

    /// <summary>The list of deactivated numbers of all carriers (platforms that the operator accredited as senders).</summary>
    public const string Deactivations = "deactivations";

    /// <summary>Everything an operator does; includes <see cref="AdminRead"/>.</summary>
    public const string Admin = "admin";

    /// <summary>Everything an operator sees.</summary>
    public const string AdminRead = "admin:read";

    /// <summary>Every event of every number with its hash, read only (an operator's auditors). Not part of <see cref="AdminRead"/>: accounts are in it.</summary>
    public const string Audit = "audit";

    /// <summary>A holder's own number; the token is bound to it and comes from a code that was sent to it.</summary>
    public const string Me = "me";

    /// <summary>Our own scopes with a sentence each, as the OpenAPI document shows them.</summary>
    public static IReadOnlyDictionary<string, string> Described { get; } = new Dictionary<string, string>
    {
        [Numbers] = "Carriers: numbers, their life and their batches.",
        [Bindings] = "Platforms: bindings, unbindings, webhook and events.",
        [Checks] = "Platforms: has the owner changed?",
        [Deactivations] = "Accredited senders: the list of deactivated numbers of all carriers.",
        [Admin] = "Operators: parties, blocks and dead letters; includes admin:read.",
        [AdminRead] = "Operators: see everything, change nothing.",
        [Audit] = "Auditors: every event of every number, to prove that none was changed.",
        [Me] = "Holders: the number that the token is bound to.",
    };

    /// <summary>What the operator may grant to a platform beside <see cref="Bindings"/> and <see cref="Checks"/>, as a pattern.</summary>
    internal const string Granted = $"^({CamaraScopes.Names}|{Deactivations})$";

    /// <summary>The only role that a scope is good for, or null: any.</summary>
    internal static Role? RoleOf(string scope) => scope switch
    {
        Numbers => Role.Carrier,
        Bindings or Checks or Deactivations => Role.Platform,
        _ when CamaraScopes.All.Contains(scope) => Role.Platform,
        Admin or AdminRead or Audit => Role.Operator,
        _ => null,
    };
}
