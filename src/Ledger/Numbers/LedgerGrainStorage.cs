using System.Globalization;
using Orleans.Storage;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Unbindings;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Numbers;

/// <summary>The number's storage as an ordinary grain storage provider: one write is one <see cref="NumberCommit"/>.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="salts">Hashes events; null: they are written without a hash, as releases before schema 14 did.</param>
public sealed class LedgerGrainStorage(ILedger ledger, EventSalts? salts) : IGrainStorage
{
    private readonly NumberChain? chain = salts is null ? null : new(ledger, salts);

    /// <summary>The provider's name in <c>[PersistentState("number", …)]</c>.</summary>
    public const string Name = "numbers";

    /// <inheritdoc />
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var number = grainId.Key.ToString()!;
        var row = await Load(number);
        var record = Of(grainState);
        NumberState? state = null;
        record.Flaw = row is null ? null : NumberFormat.Flaw(row.State, number, out state);
        record.State = state;
        record.Seen = row is null ? [] : row.CommandHashes;
        record.Chain = row?.Chain ?? default;
        record.Write = null;
        if (record.Flaw is { } flaw)
        {
            await Note(number, flaw);
        }

        grainState.RecordExists = row is not null;
        grainState.ETag = row?.Version.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = Of(grainState);
        var expected = grainState.ETag is null ? 0 : long.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var commit = Commit(record.State!, record.Write!, expected);
        commit = chain is null ? commit : await chain.Hash(commit, record.Chain);
        if (!await ledger.Commit(commit))
        {
            throw new InconsistentStateException("Another activation has written this number.", "unknown", grainState.ETag ?? "none");
        }

        record.Chain = commit.Chain() ?? record.Chain;
        grainState.RecordExists = true;
        grainState.ETag = (expected + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc />
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("A number's history is never erased.");

    /// <summary>Without the database's own exception inside: this fault crosses the wire.</summary>
    private async Task<NumberRow?> Load(string number)
    {
        try
        {
            return await ledger.Load(number);
        }
        catch (LedgerException)
        {
            throw new LedgerUnavailableException("The ledger cannot be read at the moment; nothing was changed.");
        }
    }

    private async Task Note(string number, string flaw)
    {
        try
        {
            await ledger.NoteStuck(number, flaw);
        }
        catch (LedgerException)
        {
            // The number answers the same without the note, and the next activation notes it again.
        }
    }

    private static NumberRecord Of<T>(IGrainState<T> grainState) =>
        grainState.State as NumberRecord ?? throw new NotSupportedException($"This provider stores {nameof(NumberRecord)} only.");

    private static NumberCommit Commit(NumberState state, NumberWrite write, long expected) => new()
    {
        Number = state.Number,
        ExpectedVersion = expected,
        State = NumberFormat.Write(state),
        Phase = EnumWord.Of(state.Phase),
        Carrier = state.Carrier,
        Generation = state.Generation,
        Facts = new(state.Sequence, state.CoveredSince, state.Tenure?.Since),
        WakeAt = state.NextDue(),
        At = write.At,
        Events = [.. write.Events.Select((e, i) => new EventRow(state.Sequence - write.Events.Length + i + 1, e.At, state.Generation, NumberFormat.NameOf(e), write.Actor.ToString(), write.Cause, NumberFormat.Write(e)))],
        Deliveries = write.Deliveries,
        Unbindings = [.. state.Unbindings.Except(write.Before?.Unbindings ?? []).Select(u => Row(state.Number, u))],
        ForgottenUnbindings = [.. (write.Before?.Unbindings ?? []).Select(u => u.Id).Except(state.Unbindings.Select(u => u.Id))],
        Cases = [.. CaseRows.Changed(write.Before, state, write.At)],
        Command = write.Command,
    };

    private static UnbindingRow Row(string number, Unbinding u) => new()
    {
        Id = u.Id,
        Party = u.Party.ToString(),
        Number = number,
        Account = u.Account,
        Generation = u.Generation,
        State = EnumWord.Of(u.State),
        Open = u.Open,
        Reason = u.Reason,
        Urgency = u.Urgency,
        RequestedAt = u.RequestedAt,
        Deadline = u.Deadline,
    };
}
