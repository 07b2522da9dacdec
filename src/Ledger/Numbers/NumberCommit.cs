using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>Everything one command leaves behind. It is written whole, in one transaction, or not at all.</summary>
public sealed record NumberCommit
{
    /// <summary>E.164 text with the plus sign; the distribution key of every table.</summary>
    public required string Number { get; init; }

    /// <summary>Version of the row that the decision was made on; 0 when the number has never been written.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The state as compact JSON, with its format version inside.</summary>
    public required string State { get; init; }

    /// <summary>Phase as the API names it: available, inService, suspended, frozen.</summary>
    public required string Phase { get; init; }

    /// <summary>The carrier that holds the number, or null where only its block says so.</summary>
    public string? Carrier { get; init; }

    /// <summary>Generation of the present or last tenure; 0 before the first.</summary>
    public required int Generation { get; init; }

    /// <summary>What checks are answered from, beside the state that says the same; null: readers take it out of the state.</summary>
    public StateFacts? Facts { get; init; }

    /// <summary>When something falls due next, or null.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>The instant of the decision.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened, in order.</summary>
    public ImmutableArray<EventRow> Events { get; init; } = [];

    /// <summary>The events' hashes, in the same order (<see cref="EventChain"/>); empty: the chain stays where it is, and whoever writes next makes up for it.</summary>
    public ImmutableArray<AuditHash> Hashes { get; init; } = [];

    /// <summary>What must now be sent, in order.</summary>
    public ImmutableArray<NewDelivery> Deliveries { get; init; } = [];

    /// <summary>Unbindings that are new or have changed (upsert by id).</summary>
    public ImmutableArray<UnbindingRow> Unbindings { get; init; } = [];

    /// <summary>Ids of unbindings that the state no longer holds (delete).</summary>
    public ImmutableArray<string> ForgottenUnbindings { get; init; } = [];

    /// <summary>Cases that are new or have changed (upsert by id).</summary>
    public ImmutableArray<CaseRow> Cases { get; init; } = [];

    /// <summary>The command id to remember with its answer, or null for what the system itself does when something is due.</summary>
    public CommandRow? Command { get; init; }
}

/// <summary>What checks look at in a state, written in columns of its own: ten thousand of them are read without one record being parsed.</summary>
/// <param name="Sequence">Of the newest event.</param>
/// <param name="CoveredSince">Since when the registry knows who had the number, or null.</param>
/// <param name="TenureSince">When the present or last tenure began, or null before the first.</param>
public sealed record StateFacts(long Sequence, DateTimeOffset? CoveredSince, DateTimeOffset? TenureSince);

/// <summary>One event of a number's history.</summary>
/// <param name="Sequence">1, 2, 3… per number, without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Generation">Tenure in which it happened.</param>
/// <param name="Type">Its name, as <c>docs/lifecycle.md</c> lists it.</param>
/// <param name="Actor">Who: <c>carrier:cmcc</c>, <c>platform:wechat</c>, <c>operator:…</c>, <c>registry</c>.</param>
/// <param name="Cause">Command id that caused it, or what fell due.</param>
/// <param name="Data">The event as JSON.</param>
public sealed record EventRow(long Sequence, DateTimeOffset At, int Generation, string Type, string Actor, string Cause, string Data);

/// <summary>A command id with what was answered. A repeat finds it; another body under the same id is told apart by the fingerprint.</summary>
/// <param name="Id">The caller and its key in one: <c>carrier:cmcc/KEY</c>. At most 200 characters.</param>
/// <param name="Fingerprint">SHA-256 of the command's content, hex.</param>
/// <param name="Generation">Tenure in which it was accepted.</param>
/// <param name="At">When it was accepted.</param>
/// <param name="Answer">The answer as JSON, or null once the answer has been forgotten (30 days) and only the id stands guard.</param>
public sealed record CommandRow(string Id, string Fingerprint, int Generation, DateTimeOffset At, string? Answer)
{
    /// <summary>First eight bytes of SHA-256 of an id, stored beside it: what an activation keeps in memory instead of the id.</summary>
    public static long HashOf(string id) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}

/// <summary>A number as the ledger holds it.</summary>
/// <param name="Version">Rises by one with every commit.</param>
/// <param name="State">State JSON.</param>
/// <param name="CommandHashes"><see cref="CommandRow.HashOf"/> of every command id that is still remembered.</param>
/// <param name="Chain">Where its chain of events stands.</param>
public sealed record NumberRow(long Version, string State, ImmutableArray<long> CommandHashes, ChainHead Chain = default);

/// <summary>A number at which something is due.</summary>
public sealed record DueNumber(string Number, DateTimeOffset WakeAt);
