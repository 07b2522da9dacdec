using System.Collections.Immutable;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Contracts.Parties;

/// <summary>A carrier's settings. Key: its id. Its numbers are not here: each is an actor of its own.</summary>
[Alias("rn.ICarrierGrain")]
public interface ICarrierGrain : IGrainWithStringKey
{
    /// <summary>Registers the carrier and its API client.</summary>
    [Alias("Create")] Task<Reply<NewClientAnswer>> Create(CommandId id, CarrierSettings settings);

    /// <summary>Changes its policy.</summary>
    [Alias("SetPolicy")] Task<Reply<CarrierSettings>> SetPolicy(CommandId id, CarrierPolicy policy);

    /// <summary>Gives it a block of numbers, first and last included.</summary>
    [Alias("AddBlock")] Task<Reply<NumberBlock>> AddBlock(CommandId id, NumberBlock block);

    /// <summary>Its settings, or null when there is no such carrier.</summary>
    [Alias("Read")] Task<CarrierSettings?> Read();
}

/// <summary>A platform's settings. Key: its id. Its bindings are not here: each lives with its number.</summary>
[Alias("rn.IPlatformGrain")]
public interface IPlatformGrain : IGrainWithStringKey
{
    /// <summary>Registers the platform and its API client.</summary>
    [Alias("Create")] Task<Reply<NewClientAnswer>> Create(CommandId id, PlatformSettings settings);

    /// <summary>Changes how long its accounts may go unconfirmed; what is registered or confirmed from then on has the new time.</summary>
    [Alias("SetSilentPeriods")] Task<Reply<PlatformSettings>> SetSilentPeriods(CommandId id, SilentPeriods periods);

    /// <summary>Its settings, or null when there is no such platform.</summary>
    [Alias("Read")] Task<PlatformSettings?> Read();
}

/// <summary>An answer of a grain that holds settings.</summary>
/// <param name="Refusal">Why it was refused, or null.</param>
/// <param name="Value">The answer where it was accepted.</param>
/// <param name="Replayed">True: the answer given when the same command came first.</param>
[GenerateSerializer, Immutable, Alias("rn.Reply`1")]
public sealed record Reply<T>([property: Id(0)] Refusal? Refusal, [property: Id(1)] T? Value, [property: Id(2)] bool Replayed = false);

/// <summary>A carrier as the operator registers it.</summary>
/// <param name="Name">Display name, 1–80 characters.</param>
/// <param name="Policy">Its policy.</param>
[GenerateSerializer, Immutable, Alias("rn.CarrierSettings")]
public sealed record CarrierSettings([property: Id(0)] string Name, [property: Id(1)] CarrierPolicy Policy);

/// <summary>A platform as the operator registers it.</summary>
/// <param name="Name">Display name, 1–80 characters: what a previous owner reads in a reminder.</param>
/// <param name="Policy">Its policy.</param>
[GenerateSerializer, Immutable, Alias("rn.PlatformSettings")]
public sealed record PlatformSettings([property: Id(0)] string Name, [property: Id(1)] PlatformPolicy Policy)
{
    /// <summary>Scopes that its client may ask for beside those of every platform: deactivations, published CAMARA scopes.</summary>
    [Id(2)] public ImmutableArray<string> Scopes { get; init; } = [];
}

/// <summary>A range of numbers, first and last included, of one length.</summary>
[GenerateSerializer, Immutable, Alias("rn.NumberBlock")]
public sealed record NumberBlock([property: Id(0)] string First, [property: Id(1)] string Last);

/// <summary>Credentials of a new client. The secret is told once (and to a repeat of the same command); only its hash is stored for checking.</summary>
[GenerateSerializer, Immutable, Alias("rn.NewClientAnswer")]
public sealed record NewClientAnswer([property: Id(0)] string Id, [property: Id(1)] string ClientId, [property: Id(2)] string ClientSecret);
