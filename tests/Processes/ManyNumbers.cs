using System.Collections.Immutable;
using System.Globalization;
using Npgsql;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Domain.Unbindings;
using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Processes;

/// <summary>A registry of millions of numbers as months of work leave it, put straight into PostgreSQL: for looking at the operators' pages. The numbers have no history.</summary>
public static class ManyNumbers
{
    /// <summary>One of them.</summary>
    public static string NumberAt(long n) => string.Create(CultureInfo.InvariantCulture, $"+86{13_000_000_000 + n}");

    /// <summary>
    /// Of five numbers one is frozen, each until its own day of the coming 120; of twenty of these one is held. Every fourth frozen one has an unbinding open, a tenth of them late. For ten numbers there is a dead letter, and thirty records
    /// are stuck.
    /// </summary>
    public static async Task Fill(string database, int known, Action<string> say)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var connection = new NpgsqlConnection(database + ";Command Timeout=0");
        await connection.OpenAsync();
        var (service, clear, waiting, held) = (Model(Phase.InService), Model(Phase.Frozen), Model(Phase.Frozen, open: true), Model(Phase.Frozen, open: true, held: true));
        await Do("""
            insert into numbers (number, version, state, phase, carrier, generation, wake_shard, wake_at, changed_at)
            select '+86' || (13000000000 + n), 1,
                   replace(replace(case when n % 5 <> 0 then @service when n % 100 = 0 then @held when n % 20 = 0 then @waiting else @clear end, '+8613800000000', '+86' || (13000000000 + n)),
                           '2099-01-01T00:00:00+00:00', to_char((@now + (case when n % 100 = 0 then -3 else n % 120 end) * interval '1 day') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"')),
                   case when n % 5 = 0 then 'frozen' else 'inService' end, 'bench', 1, (n % 256)::smallint,
                   case when n % 5 = 0 then @now + interval '400 days' end, @now
            from generate_series(0, @last) n
            """, ("service", service), ("clear", clear), ("waiting", waiting), ("held", held), ("now", now), ("last", (long)known - 1));
        say("Numbers are there; unbindings, dead letters and acts follow …");
        await Do("""
            insert into unbindings (id, party, number, account, generation, state, open, reason, urgency, requested_at, deadline)
            select 'ub_' || n, 'platform:p' || (n / 20 % 40), '+86' || (13000000000 + n), 'a', 1, 'requested', true, 'deactivated', 'normal', @now - interval '9 days',
                   @now + (case when n % 200 = 0 then -2 else 5 end) * interval '1 day'
            from generate_series(0, @last, 20) n
            """, ("now", now), ("last", (long)known - 1));
        await Do("""
            insert into deliveries (id, lane, destination, number, generation, kind, body, state, created_at, next_attempt, attempts, last_status, last_error)
            select 'dead_' || n, 'platform:p' || (n % 40) || '/0', 'platform:p' || (n % 40), '+86' || (13000000000 + n * 5), 1, 'number.deactivated', '{}', 3, @now, @now, 9, 500, 'answered 500'
            from generate_series(1, @last) n
            """, ("now", now), ("last", (long)known / 10));
        await Do("insert into outcome_times (party, day, outcome, class, total) select 'platform:p' || p, @day - d, case when p % 9 = 0 then 'refused' else 'unbound' end, 20 + (p % 7), 100 from generate_series(0, 39) p, generate_series(0, 29) d", ("day", Days.Of(now)));
        await Do("insert into operator_acts (id, at, operator, client, act, number, subject, reason, outcome) select 'act_' || n, @now, 'operator:bench', 'bench', 'replay', '', 'dead_' || n, 'why', 'done' from generate_series(1, least(100000, @last)) n", ("now", now), ("last", (long)known - 1));
        await Do("insert into stuck_numbers (number, since, fault) select '+86' || (13000000001 + n * 7), @now, 'It is not the JSON of a number (JsonException).' from generate_series(0, 29) n", ("now", now));
        await Do("vacuum analyze");

        async Task Do(string text, params (string Name, object Value)[] values)
        {
            await using var command = new NpgsqlCommand(text, connection);
            foreach (var (name, value) in values)
            {
                command.Parameters.AddWithValue(name, value is DateTimeOffset instant ? instant.UtcDateTime : value);
            }

            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Waits until what was frozen before the product started has been gone through and everything was counted once.</summary>
    public static Task Followed(IKeptFigures kept) => Wait.Until(
        async () =>
        {
            var rows = await kept.Read();
            return rows.FirstOrDefault(static r => r.Name == KeptNames.Leaving)?.Read<LeavingFigures>() is { Complete: true } && rows.Any(static r => r.Name == KeptNames.Phases);
        },
        TimeSpan.FromHours(1));

    private static string Model(Phase phase, bool open = false, bool held = false)
    {
        var day = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var since = new DateTimeOffset(2020, 5, 6, 7, 8, 9, TimeSpan.Zero);
        return NumberFormat.Write(NumberState.New("+8613800000000") with
        {
            Phase = phase,
            Carrier = "bench",
            Tenure = new Tenure { Generation = 1, Subscriber = new string('s', 44), Since = since, Ended = phase == Phase.Frozen ? since.AddYears(5) : null },
            CoveredSince = since,
            FrozenUntil = phase == Phase.Frozen ? day : null,
            Held = held,
            Unbindings = open ? ImmutableArray.Create(new Unbinding { Id = "ub_1", Party = Party.Platform("p1"), Account = "account", Category = "social", Generation = 1, State = UnbindingState.Requested, Reason = "deactivated", Urgency = "normal", RequestedAt = since, Deadline = since, Attempts = 1 }) : [],
            Sequence = 3,
        });
    }
}
