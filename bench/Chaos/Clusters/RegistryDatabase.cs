using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using RecycledNumbers.Chaos.Checks;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Chaos.Clusters;

/// <summary>The harness's own look into the ledger's tables: what is compared with the callers' history in the end. Asks again while the database is down.</summary>
/// <param name="connectionString">The ledger's database.</param>
/// <param name="seal">Opens what events tell of people; null: it stays sealed.</param>
internal sealed class RegistryDatabase(string connectionString, TenureSeal? seal = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>From now on every message that is ever queued leaves a copy, because a settled one leaves no row.</summary>
    public Task KeepMessages() => Change("""
        create table chaos_messages (position bigint, id text, destination text, number text, generation integer, kind text, body text);
        create function chaos_keep() returns trigger language plpgsql as $$
        begin
            insert into chaos_messages values (new.position, new.id, new.destination, new.number, new.generation, new.kind, new.body);
            return null;
        end $$;
        create trigger chaos_keep after insert on deliveries for each row execute function chaos_keep();
        """);

    /// <summary>Moves the simulated clock, as another process of the registry would.</summary>
    public Task Advance(TimeSpan by) => Change("""
        insert into simulated_clock (id, offset_ticks) values (1, @ticks) on conflict (id) do update set offset_ticks = simulated_clock.offset_ticks + excluded.offset_ticks
        """, ("ticks", by.Ticks));

    /// <summary>How far the simulated clock is ahead.</summary>
    public async Task<TimeSpan> Ahead() => TimeSpan.FromTicks((await Read("select offset_ticks from simulated_clock", static r => r.GetInt64(0))).SingleOrDefault());

    /// <summary>Silos that the membership table calls active.</summary>
    public async Task<int> ActiveSilos() => (int)(await Read("select count(*) from orleans_membership where status = 3", static r => r.GetInt64(0))).Single();

    /// <summary>Deliveries that are not settled, by state.</summary>
    public async Task<int> OpenDeliveries() => (int)(await Read("select count(*) from deliveries where state = 0", static r => r.GetInt64(0))).Single();

    /// <summary>Numbers at which something has been due for longer than a while, on the simulated clock.</summary>
    public Task<List<string>> Overslept(TimeSpan longest) => Read(
        "select number from numbers where wake_at < now() + coalesce((select offset_ticks from simulated_clock), 0) / 10 * interval '1 microsecond' - @longest",
        static r => r.GetString(0), ("longest", longest));

    /// <summary>All rows of numbers.</summary>
    public Task<List<StoredNumber>> Numbers() => Read(
        "select number, version, state, phase, generation from numbers",
        static r => new StoredNumber(r.GetString(0), r.GetInt64(1), JsonDocument.Parse(r.GetString(2)).RootElement.GetProperty("number"), r.GetString(3), r.GetInt32(4)));

    /// <summary>The whole history of every number, in order.</summary>
    public async Task<List<StoredEvent>> Events()
    {
        var salts = seal is null ? [] : (await Read("select number, state from numbers", static r => (Number: r.GetString(0), NumberFormat.Read(r.GetString(1)).Salts))).ToDictionary(static n => n.Number, static n => n.Salts);
        return await Read(
            "select number, sequence, at, generation, type, actor, cause, data from number_events order by number, sequence",
            r => new StoredEvent(
                r.GetString(0), r.GetInt64(1), r.GetFieldValue<DateTimeOffset>(2), r.GetInt32(3), r.GetString(4), r.GetString(5), r.GetString(6), JsonDocument.Parse(Opened(r.GetString(0), salts, r.GetString(7))).RootElement));
    }

    /// <summary>Ids of the commands that are remembered: <c>number command_id</c>.</summary>
    public async Task<HashSet<string>> Commands() =>
        [.. await Read("select number || ' ' || command_id from number_commands", static r => r.GetString(0))];

    /// <summary>Every message that was ever queued.</summary>
    public Task<List<QueuedMessage>> Messages() => Read(
        "select position, id, destination, number, generation, kind, body from chaos_messages order by position",
        static r => new QueuedMessage(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4), r.GetString(5), JsonDocument.Parse(r.GetString(6)).RootElement));

    /// <summary>States of the deliveries that have a row, by id.</summary>
    public async Task<Dictionary<string, int>> Deliveries() =>
        (await Read("select id, state from deliveries", static r => (r.GetString(0), (int)r.GetInt16(1)))).ToDictionary(static d => d.Item1, static d => d.Item2, StringComparer.Ordinal);

    /// <summary>Changes something; the number of rows.</summary>
    public Task<int> Change(string sql, params (string Name, object Value)[] values) => Do(sql, values, static command => command.ExecuteNonQueryAsync());

    /// <summary>Reads rows.</summary>
    public Task<List<T>> Read<T>(string sql, Func<NpgsqlDataReader, T> row, params (string Name, object Value)[] values) => Do(sql, values, async command =>
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    });

    private string Opened(string number, Dictionary<string, ImmutableArray<TenureSalt>> salts, string data)
    {
        if (!salts.TryGetValue(number, out var its))
        {
            return data;
        }

        var root = JsonNode.Parse(data)!;
        Open(root);
        return root.ToJsonString();

        void Open(JsonNode node)
        {
            if (node is not JsonObject fields)
            {
                return;
            }

            foreach (var (name, value) in fields.ToArray())
            {
                if (value is JsonValue && PersonalFields.Names.Contains(name) && value.AsValue().TryGetValue<string>(out var text))
                {
                    fields[name] = seal!.Open(number, its, text) ?? text;
                }
                else if (value is not null)
                {
                    Open(value);
                }
            }
        }
    }

    private async Task<T> Do<T>(string sql, (string Name, object Value)[] values, Func<NpgsqlCommand, Task<T>> run)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString + ";Command Timeout=120");
                await connection.OpenAsync();
#pragma warning disable CA2100 // Every statement is a constant of this project.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                foreach (var (name, value) in values)
                {
                    command.Parameters.AddWithValue(name, value);
                }

                return await run(command);
            }
            catch (NpgsqlException fault) when (fault is not PostgresException { SqlState: not ['5', '7', ..] } && attempt < 600)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }
}
