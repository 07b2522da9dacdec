using System.Text;
using Npgsql;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Ledger.Cases;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Ledger.Unbindings;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>
/// A whole batch as one statement, and so as one transaction with one wait for the disk. What follows from a number's row is written only for numbers in
/// <c>won</c>: those whose expected version met, and whose command had not been written by another activation before.
/// </summary>
internal static class PostgreSqlCommit
{
    public static async Task<bool[]> Write(NpgsqlConnection connection, IReadOnlyList<NumberCommit> batch, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = Compose(new PostgreSqlColumns(command), batch);
        var won = new HashSet<string>(batch.Count, StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                won.Add(reader.GetString(0));
            }
        }

        return [.. batch.Select(commit => won.Contains(commit.Number))];
    }

    private static string Compose(PostgreSqlColumns c, IReadOnlyList<NumberCommit> batch)
    {
        var sql = new StringBuilder(4096);
        Numbers(sql, c, batch);
        Commands(sql, c, [.. batch.Where(static b => b.Command is not null)]);
        Events(sql, c, [.. batch.SelectMany(static b => b.HashedEvents())]);
        Deliveries(sql, c, [.. batch.SelectMany(static b => b.Deliveries, static (b, d) => (b, d))]);
        Unbindings(sql, c, [.. batch.SelectMany(static b => b.UnbindingsToKeep(), static (b, u) => (b.Number, u))]);
        Forgotten(sql, c, [.. batch.SelectMany(static b => b.ForgottenUnbindings, static (b, id) => (b.Number, id))]);
        Cases(sql, c, [.. batch.SelectMany(static b => b.Cases)]);
        return sql.Append("select number from won").ToString();
    }

    private static void Numbers(StringBuilder sql, PostgreSqlColumns c, IReadOnlyList<NumberCommit> batch) => sql.Append(
        $"""
        with fresh as materialized (
            select i.* from unnest({c.Text(batch, b => b.Number)}, {c.Long(batch, b => b.ExpectedVersion)}, {c.Text(batch, b => b.State)},
                {c.Text(batch, b => b.Phase)}, {c.Text(batch, b => b.Carrier)}, {c.Integer(batch, b => b.Generation)},
                {c.Small(batch, b => WakeShard.Of(b.Number))}, {c.InstantOrNull(batch, b => b.WakeAt)}, {c.Instant(batch, b => b.At)}, {c.Text(batch, b => b.Command?.Id)},
                {c.LongOrNull(batch, b => b.Facts?.Sequence)}, {c.InstantOrNull(batch, b => b.Facts?.CoveredSince)}, {c.InstantOrNull(batch, b => b.Facts?.TenureSince)},
                {c.LongOrNull(batch, b => b.Chain()?.Sequence)}, {c.Bytes(batch, b => b.Chain()?.Hash.ToArray())})
                as i(number, expected, state, phase, carrier, generation, wake_shard, wake_at, at, command_id, facts_sequence, covered_since, tenure_since, chain_sequence, chain_hash)
            where not exists (select from number_commands k where k.number = i.number and k.command_id = i.command_id)
        ), updated as (
            update numbers n
            set version = n.version + 1, state = f.state, phase = f.phase, carrier = f.carrier, generation = f.generation,
                wake_at = f.wake_at, changed_at = f.at,
                facts_version = case when f.facts_sequence is not null then n.version + 1 end, facts_sequence = f.facts_sequence, covered_since = f.covered_since, tenure_since = f.tenure_since,
                chain_sequence = coalesce(f.chain_sequence, n.chain_sequence), chain_hash = coalesce(f.chain_hash, n.chain_hash)
            from fresh f
            where f.expected > 0 and n.number = f.number and n.version = f.expected
            returning n.number
        ), inserted as (
            insert into numbers (number, version, state, phase, carrier, generation, wake_shard, wake_at, changed_at, facts_version, facts_sequence, covered_since, tenure_since, chain_sequence, chain_hash)
            select f.number, 1, f.state, f.phase, f.carrier, f.generation, f.wake_shard, f.wake_at, f.at, case when f.facts_sequence is not null then 1 end, f.facts_sequence, f.covered_since, f.tenure_since,
                coalesce(f.chain_sequence, 0), f.chain_hash
            from fresh f where f.expected = 0
            on conflict (number) do nothing
            returning number
        ), won as materialized (
            select number from updated union all select number from inserted
        )

        """);

    private static void Commands(StringBuilder sql, PostgreSqlColumns c, List<NumberCommit> rows)
    {
        if (rows.Count > 0)
        {
            sql.Append(
                $"""
                , commands as (
                    insert into number_commands (number, command_id, fingerprint, generation, at, answer)
                    select i.* from unnest({c.Text(rows, r => r.Number)}, {c.Text(rows, r => r.Command!.Id)}, {c.Text(rows, r => r.Command!.Fingerprint)},
                        {c.Integer(rows, r => r.Command!.Generation)}, {c.Instant(rows, r => r.Command!.At)}, {c.Text(rows, r => r.Command!.Answer)})
                        as i(number, command_id, fingerprint, generation, at, answer)
                    where i.number in (select number from won)
                )

                """);
        }
    }

    private static void Events(StringBuilder sql, PostgreSqlColumns c, List<(string Number, EventRow Event, AuditHash? Hash)> rows)
    {
        if (rows.Count > 0)
        {
            sql.Append(
                $"""
                , events as (
                    insert into number_events (number, sequence, at, generation, type, actor, cause, data, hash)
                    select i.number, i.sequence, i.at, i.generation, i.type, i.actor, i.cause, i.data, i.hash
                    from unnest({c.Text(rows, r => r.Number)}, {c.Long(rows, r => r.Event.Sequence)}, {c.Instant(rows, r => r.Event.At)}, {c.Integer(rows, r => r.Event.Generation)},
                        {c.Text(rows, r => r.Event.Type)}, {c.Text(rows, r => r.Event.Actor)}, {c.Text(rows, r => r.Event.Cause)}, {c.Text(rows, r => r.Event.Data)}, {c.Bytes(rows, r => r.Hash?.ToArray())})
                        with ordinality as i(number, sequence, at, generation, type, actor, cause, data, hash, place)
                    where i.number in (select number from won) order by i.place
                )

                """);
        }
    }

    private static void Deliveries(StringBuilder sql, PostgreSqlColumns c, List<(NumberCommit Commit, NewDelivery New)> rows)
    {
        if (rows.Count > 0)
        {
            // Sorted, so that positions are drawn in the order in which the commit asks for them.
            sql.Append(
                $"""
                , deliveries_new as (
                    insert into deliveries (number, id, lane, wake_shard, destination, generation, kind, body, state, created_at, next_attempt, attempts)
                    select i.number, i.id, i.lane, i.wake_shard, i.destination, i.generation, i.kind, i.body, {DeliveryLanes.StateAtBirth("i.destination", "i.number")}, i.at, i.next_attempt, 0
                    from unnest({c.Text(rows, r => r.Commit.Number)}, {c.Text(rows, r => r.New.Id)}, {c.Text(rows, r => r.New.Lane)}, {c.Small(rows, r => WakeShard.Of(r.New.Lane))}, {c.Text(rows, r => r.New.Destination)},
                        {c.Integer(rows, r => r.New.Generation)}, {c.Text(rows, r => r.New.Kind)}, {c.Text(rows, r => r.New.Body)}, {c.Instant(rows, r => r.Commit.At)}, {c.Instant(rows, r => r.New.At)})
                        with ordinality as i(number, id, lane, wake_shard, destination, generation, kind, body, at, next_attempt, place)
                    where i.number in (select number from won) order by i.place
                    on conflict (id) do nothing
                )

                """);
        }
    }

    private static void Unbindings(StringBuilder sql, PostgreSqlColumns c, List<(string Number, UnbindingRow Row)> rows)
    {
        if (rows.Count > 0)
        {
            sql.Append(
                $"""
                , unbindings_changed as (
                    insert into unbindings as u (number, id, party, account, generation, state, open, reason, urgency, requested_at, deadline)
                    select i.number, i.id, i.party, i.account, i.generation, i.state, i.open, i.reason, i.urgency, i.requested_at, i.deadline
                    from unnest({c.Text(rows, r => r.Number)}, {c.Text(rows, r => r.Row.Id)}, {c.Text(rows, r => r.Row.Party)}, {c.Text(rows, r => r.Row.Account)}, {c.Integer(rows, r => r.Row.Generation)},
                        {c.Text(rows, r => r.Row.State)}, {c.Flag(rows, r => r.Row.Open)}, {c.Text(rows, r => r.Row.Reason)}, {c.Text(rows, r => r.Row.Urgency)},
                        {c.Instant(rows, r => r.Row.RequestedAt)}, {c.Instant(rows, r => r.Row.Deadline)})
                        with ordinality as i(number, id, party, account, generation, state, open, reason, urgency, requested_at, deadline, place)
                    where i.number in (select number from won) order by i.place
                    on conflict (id) do update set party = excluded.party, account = excluded.account, generation = excluded.generation, state = excluded.state,
                        open = excluded.open, reason = excluded.reason, urgency = excluded.urgency, requested_at = excluded.requested_at, deadline = excluded.deadline
                    where u.number = excluded.number
                )

                """);
        }
    }

    // A case that comes into another list (another party's, or of those that are over) is stamped anew, so that no reader has passed its place.
    private static void Cases(StringBuilder sql, PostgreSqlColumns c, List<CaseRow> rows)
    {
        if (rows.Count > 0)
        {
            sql.Append(
                $"""
                , cases_changed as (
                    insert into cases as k (number, id, party, generation, kind, state, is_open, opened_at, deadline, closed_at, sender, data)
                    select i.number, i.id, i.party, i.generation, i.kind, i.state, i.is_open, i.opened_at, i.deadline, i.closed_at, i.sender, i.data
                    from unnest({c.Text(rows, r => r.Number)}, {c.Text(rows, r => r.Id)}, {c.Text(rows, r => r.Party)}, {c.Integer(rows, r => r.Generation)}, {c.Text(rows, r => r.Kind)}, {c.Text(rows, r => r.State)},
                        {c.Flag(rows, r => r.Open)}, {c.Instant(rows, r => r.OpenedAt)}, {c.InstantOrNull(rows, r => r.Deadline)}, {c.InstantOrNull(rows, r => r.ClosedAt)}, {c.Text(rows, r => r.Sender)}, {c.Text(rows, r => r.Data)})
                        with ordinality as i(number, id, party, generation, kind, state, is_open, opened_at, deadline, closed_at, sender, data, place)
                    where i.number in (select number from won) order by i.place
                    on conflict (id) do update set xid = case when k.party = excluded.party and k.is_open = excluded.is_open then k.xid else excluded.xid end,
                        party = excluded.party, generation = excluded.generation, state = excluded.state, is_open = excluded.is_open,
                        deadline = excluded.deadline, closed_at = excluded.closed_at, data = excluded.data
                    where k.number = excluded.number
                )

                """);
        }
    }

    private static void Forgotten(StringBuilder sql, PostgreSqlColumns c, List<(string Number, string Id)> rows)
    {
        if (rows.Count > 0)
        {
            sql.Append(
                $"""
                , unbindings_gone as (
                    delete from unbindings u
                    using unnest({c.Text(rows, r => r.Number)}, {c.Text(rows, r => r.Id)}) as i(number, id)
                    where u.id = i.id and u.number = i.number and i.number in (select number from won)
                )

                """);
        }
    }
}
