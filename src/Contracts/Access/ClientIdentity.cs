using System.Collections.Immutable;
using System.Text;

namespace RecycledNumbers.Contracts.Access;

/// <summary>What a client acts as. Append-only: the numbers are stored.</summary>
[GenerateSerializer, Alias("rn.Role")]
public enum Role
{
    /// <summary>Runs the registry; parties <c>operator:…</c>.</summary>
    Operator = 1,

    /// <summary>Holds numbers; parties <c>carrier:…</c>.</summary>
    Carrier = 2,

    /// <summary>Has accounts that hang on numbers; parties <c>platform:…</c>.</summary>
    Platform = 3,
}

/// <summary>A client that has proved who it is.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Role">What it acts as.</param>
/// <param name="Party">For whom: <c>carrier:demo-mobile</c>, <c>platform:demo-ride</c>, <c>operator:dev</c>. Several clients may act for one party.</param>
/// <param name="Scopes">The most it may ask for.</param>
[GenerateSerializer, Immutable, Alias("rn.ClientIdentity")]
public sealed record ClientIdentity(
    [property: Id(0)] string ClientId,
    [property: Id(1)] Role Role,
    [property: Id(2)] string Party,
    [property: Id(3)] ImmutableArray<string> Scopes);

/// <summary>A client to be made.</summary>
/// <param name="Secret">From <see cref="ClientSecret.New"/>: random, never chosen by a person.</param>
/// <param name="Role">What it acts as.</param>
/// <param name="Party">For whom; starts with the role's own prefix (<see cref="Parties"/>).</param>
/// <param name="Scopes">The most it may ask for.</param>
[GenerateSerializer, Immutable, Alias("rn.NewClient")]
public sealed record NewClient(
    [property: Id(0)] string Secret,
    [property: Id(1)] Role Role,
    [property: Id(2)] string Party,
    [property: Id(3)] ImmutableArray<string> Scopes)
{
    // A record prints its members; the secret must not end up in a log that way.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Role = ").Append(Role).Append(", Party = ").Append(Party);
        return true;
    }
}
