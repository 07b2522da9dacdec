using Microsoft.Data.Sqlite;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>A batch as one transaction of compiled statements. A refused row throws and takes the transaction with it; the group isolates it.</summary>
internal sealed class SqliteCommit : IDisposable
{
    private const string Xid = "(select last from transactions)";

    private readonly SqliteStatement _seen;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _command;
    private readonly SqliteStatement _event;
    private readonly SqliteStatement _delivery;
    private readonly SqliteStatement _unbinding;
    private readonly SqliteStatement _forget;
    private readonly SqliteStatement _case;

    private SqliteCommit(SqliteConnection connection, SqliteTransaction transaction)
    {
        SqliteStatement Compile(string text, int parameters) => new(connection, transaction, text, parameters);

        _seen = Compile("select 1 from number_commands where number = ?1 and command_id = ?2", 2);
        _update = Compile(
            """
            update numbers set version = version + 1, state = ?3, phase = ?4, carrier = ?5, generation = ?6, wake_at = ?7, changed_at = ?8,
                facts_version = case when ?9 is not null then version + 1 end, facts_sequence = ?9, covered_since = ?10, tenure_since = ?11,
                chain_sequence = coalesce(?12, chain_sequence), chain_hash = coalesce(?13, chain_hash)
            where number = ?1 and version = ?2
            """, 13);
        _insert = Compile(
            """
            insert into numbers (number, version, state, phase, carrier, generation, wake_at, changed_at, wake_shard, facts_version, facts_sequence, covered_since, tenure_since, chain_sequence, chain_hash)
            values (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, case when ?9 is not null then 1 end, ?9, ?10, ?11, coalesce(?12, 0), ?13) on conflict (number) do nothing
            """, 13);
        _command = Compile("insert into number_commands (number, command_id, fingerprint, generation, at, answer) values (?1, ?2, ?3, ?4, ?5, ?6)", 6);
        _event = Compile(
            $"insert into number_events (xid, number, sequence, at, generation, type, actor, cause, data, hash) values ({Xid}, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", 9);
        _delivery = Compile(
            $"""
            insert into deliveries (xid, number, created_at, id, lane, wake_shard, destination, generation, kind, body, next_attempt, state, attempts)
            values ({Xid}, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, {DeliveryLanes.StateAtBirth("?6", "?1")}, 0) on conflict (id) do nothing
            """, 10);
        _unbinding = Compile(
            $"""
            insert into unbindings (xid, number, id, party, account, generation, state, open, reason, urgency, requested_at, deadline)
            values ({Xid}, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            on conflict (id) do update set party = excluded.party, account = excluded.account, generation = excluded.generation, state = excluded.state,
                open = excluded.open, reason = excluded.reason, urgency = excluded.urgency, requested_at = excluded.requested_at, deadline = excluded.deadline
            where unbindings.number = excluded.number
            """, 11);
        _forget = Compile("delete from unbindings where number = ?1 and id = ?2", 2);
        _case = Compile(
            $"""
            insert into cases (xid, number, id, party, generation, kind, state, is_open, opened_at, deadline, closed_at, sender, data)
            values ({Xid}, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            on conflict (id) do update set xid = case when cases.party = excluded.party and cases.is_open = excluded.is_open then cases.xid else excluded.xid end,
                party = excluded.party, generation = excluded.generation, state = excluded.state, is_open = excluded.is_open,
                deadline = excluded.deadline, closed_at = excluded.closed_at, data = excluded.data
            where cases.number = excluded.number
            """, 12);
    }

    public static bool[] Write(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<NumberCommit> batch)
    {
        using var statements = new SqliteCommit(connection, transaction);
        return [.. batch.Select(statements.Write)];
    }

    public void Dispose()
    {
        _seen.Dispose();
        _update.Dispose();
        _insert.Dispose();
        _command.Dispose();
        _event.Dispose();
        _delivery.Dispose();
        _unbinding.Dispose();
        _forget.Dispose();
        _case.Dispose();
    }

    private bool Write(NumberCommit c)
    {
        if ((c.Command is not null && _seen.Finds(c.Number, c.Command.Id)) || !WriteNumber(c))
        {
            return false;
        }

        if (c.Command is { } command)
        {
            _command.Run(c.Number, command.Id, command.Fingerprint, command.Generation, command.At, command.Answer);
        }

        foreach (var (_, e, hash) in c.HashedEvents())
        {
            _event.Run(c.Number, e.Sequence, e.At, e.Generation, e.Type, e.Actor, e.Cause, e.Data, hash?.ToArray());
        }

        foreach (var d in c.Deliveries)
        {
            _delivery.Run(c.Number, c.At, d.Id, d.Lane, WakeShard.Of(d.Lane), d.Destination, d.Generation, d.Kind, d.Body, d.At);
        }

        foreach (var u in c.UnbindingsToKeep())
        {
            _unbinding.Run(c.Number, u.Id, u.Party, u.Account, u.Generation, u.State, u.Open, u.Reason, u.Urgency, u.RequestedAt, u.Deadline);
        }

        foreach (var id in c.ForgottenUnbindings)
        {
            _forget.Run(c.Number, id);
        }

        foreach (var one in c.Cases)
        {
            _case.Run(c.Number, one.Id, one.Party, one.Generation, one.Kind, one.State, one.Open, one.OpenedAt, one.Deadline, one.ClosedAt, one.Sender, one.Data);
        }

        return true;
    }

    private bool WriteNumber(NumberCommit c) =>
        c.ExpectedVersion == 0
            ? _insert.Run([c.Number, c.State, c.Phase, c.Carrier, c.Generation, c.WakeAt, c.At, WakeShard.Of(c.Number), .. Beside(c)]) == 1
            : _update.Run([c.Number, c.ExpectedVersion, c.State, c.Phase, c.Carrier, c.Generation, c.WakeAt, c.At, .. Beside(c)]) == 1;

    private static object?[] Beside(NumberCommit c) => [c.Facts?.Sequence, c.Facts?.CoveredSince, c.Facts?.TenureSince, c.Chain()?.Sequence, c.Chain()?.Hash.ToArray()];
}
