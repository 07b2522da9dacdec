using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace RecycledNumbers.Bench.Wakes;

/// <summary>A day on which the freezes of many numbers end, evenly spread, played as fast as this machine can be expected to follow.</summary>
internal sealed class SimulatedDay(PlayedClock clock, FrozenNumbers frozen, string database, TextWriter output)
{
    /// <summary>Block of the numbers whose freeze ends.</summary>
    public const string Block = "+861370";

    /// <summary>The day passes at this share of the rate at which a backlog was worked off: a machine has other work too.</summary>
    private const double ShareOfRate = 0.6;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Works off a backlog to learn the machine's rate, then plays the day.</summary>
    public async Task<DayResult> Play(int numbers, int backlog)
    {
        var morning = frozen.FrozenUntil.AddDays(1);
        var end = morning + Day;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Adding {numbers:N0} numbers whose freeze ends on one day, and {backlog:N0} twice as a backlog before it …"));
        await frozen.Copy(Block, 0, numbers, i => morning + (Day * ((double)i / numbers)));
        await Backlog(numbers, backlog);
        var rate = await Backlog(numbers + backlog, backlog);

        var speed = Day.TotalSeconds / (numbers / (rate * ShareOfRate));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A backlog is worked off at {rate:N0}/s; the day passes {speed:N0} times as fast as real time ({Day.TotalSeconds / speed:N0} s) …"));
        clock.Play(morning, speed);
        var live = new List<double>();
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            await Until(() => Task.FromResult(clock.GetUtcNow() >= morning + (Day * quarter / 4)));
            live.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6);
            var released = await Released(0, numbers);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  quarter {quarter}: {live[^1]:N0} MB live, {Environment.WorkingSet / 1e6:N0} MB resident, {released:N0} released"));
        }

        var waited = Stopwatch.StartNew();
        await Until(async () => await Released(0, numbers) == numbers || waited.Elapsed > TimeSpan.FromMinutes(2));
        clock.Play(end, 1);
        var lateness = await Lateness(numbers, morning, speed);
        return new DayResult(numbers, rate, lateness, live[^1] - live[0]);
    }

    private async Task<double> Backlog(int from, int count)
    {
        await frozen.Copy(Block, from, from + count, _ => frozen.FrozenUntil);
        clock.Play(frozen.FrozenUntil, 1);
        var started = Stopwatch.GetTimestamp();
        await Until(async () => await Released(from, from + count) == count);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<long> Released(int from, int to)
    {
        await using var connection = new NpgsqlConnection(database + ";Command Timeout=0");
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from numbers where number >= $1 and number < $2 and phase = 'available'", connection);
        count.Parameters.AddWithValue(FrozenNumbers.Number(Block, from));
        count.Parameters.AddWithValue(FrozenNumbers.Number(Block, to));
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>Wall seconds from due to decided, of every number released; below zero is early.</summary>
    private async Task<double[]> Lateness(int numbers, DateTimeOffset morning, double speed)
    {
        await using var connection = new NpgsqlConnection(database + ";Command Timeout=0");
        await connection.OpenAsync();
        await using var read = new NpgsqlCommand("select number, at from number_events where type = 'released' and number < $1", connection);
        read.Parameters.AddWithValue(FrozenNumbers.Number(Block, numbers));
        await using var rows = await read.ExecuteReaderAsync();
        var lateness = new List<double>(numbers);
        while (await rows.ReadAsync())
        {
            var place = int.Parse(rows.GetString(0).AsSpan(Block.Length), CultureInfo.InvariantCulture);
            lateness.Add((rows.GetFieldValue<DateTimeOffset>(1) - (morning + (Day * ((double)place / numbers)))).TotalSeconds / speed);
        }

        return [.. lateness];
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }
}

/// <summary>How the day went.</summary>
/// <param name="Numbers">Due on it.</param>
/// <param name="Rate">Numbers a second at which a backlog was worked off.</param>
/// <param name="Lateness">Wall seconds, of every number released.</param>
/// <param name="Growth">Live memory at the day's end beyond that of its first quarter, MB.</param>
internal sealed record DayResult(int Numbers, double Rate, double[] Lateness, double Growth)
{
    public IEnumerable<Figure> Figures()
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{Numbers:N0} freezes that end on one simulated day, {Rate:N0}/s worked off from a backlog");
        yield return new("wakes_late_p99", $"p99 of wall time from due to decided; {what}", LookingCost.Percentile(Lateness, 0.99), "s", null, null, Target.Most(60));
        yield return new("wakes_late_worst", "worst of them", Lateness.Max(), "s", null, null, Target.Most(60));
        yield return new("wakes_early", "released before their freeze was over", Lateness.Count(static l => l < 0), "numbers", null, null, Target.Most(0));
        yield return new("wakes_lost", "not released at the day's end", Numbers - Lateness.Length, "numbers", null, null, Target.Most(0));
        yield return new("wakes_memory_growth", "live memory, last quarter of the day against the first", Growth, "MB", null, null, Target.Most(50));
    }
}
