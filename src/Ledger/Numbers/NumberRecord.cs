using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>What a number grain persists. An ordinary grain state: the ledger spreads it over its tables, and the stock provider can store it whole (the benchmark does).</summary>
public sealed class NumberRecord
{
    /// <summary>The state after the last write, or null when the number was never written.</summary>
    public NumberState? State { get; set; }

    /// <summary>Hashes of the command ids that the number has accepted: a miss here spares the look-up. An array, because there are few of them and millions of numbers.</summary>
    public ImmutableArray<long> Seen { get; set; } = [];

    /// <summary>Where the number's chain of events stands; behind its state after silos of an earlier release have written.</summary>
    [JsonIgnore]
    public ChainHead Chain { get; set; }

    /// <summary>Why the stored record can't be read; null when it can. A number with a flaw must neither answer nor write.</summary>
    [JsonIgnore]
    public string? Flaw { get; set; }

    /// <summary>What the write at hand leaves besides the state.</summary>
    public NumberWrite? Write { get; set; }
}

/// <summary>What one command leaves besides the state.</summary>
public sealed record NumberWrite
{
    /// <summary>The state that the decision was made on.</summary>
    [JsonIgnore]
    public NumberState? Before { get; init; }

    /// <summary>The instant of the decision.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required Party Actor { get; init; }

    /// <summary>The command's key, or what fell due.</summary>
    public required string Cause { get; init; }

    /// <summary>What happened.</summary>
    public required ImmutableArray<NumberEvent> Events { get; init; }

    /// <summary>What must be sent.</summary>
    public required ImmutableArray<NewDelivery> Deliveries { get; init; }

    /// <summary>The id to remember, or null for what the registry itself did when it was due.</summary>
    public CommandRow? Command { get; init; }
}
