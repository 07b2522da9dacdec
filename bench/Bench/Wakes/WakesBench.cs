using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Bench.Wakes;

/// <summary>What due times cost: while they rest, in three sizes, and on the day on which a million of them come.</summary>
internal static class WakesBench
{
    /// <summary>Block of the numbers that rest; those that fall due are <see cref="SimulatedDay.Block"/>.</summary>
    private const string Resting = "+861390";

    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        int[] sizes = asked.Quick ? [600, 1_200, 1_800] : [100_000, 1_000_000, 5_000_000];
        output.WriteLine("Starting PostgreSQL and a silo …");
        await using var server = await BenchServer.Start(asked);
        var database = await server.CreateDatabase();
        var clock = new PlayedClock();
        using var silo = await BenchSilo.Start(database, stock: false, clock);
        var ledger = silo.Services.GetRequiredService<ILedger>();
        var frozen = await FrozenNumbers.Make(silo, clock, database);

        var costs = new List<(int Rows, LookingCost Cost)>();
        foreach (var size in sizes)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Growing to {size:N0} resting numbers …"));
            await frozen.Copy(Resting, costs.Count == 0 ? 0 : costs[^1].Rows, size, i => frozen.FrozenUntil.AddDays(30).AddSeconds(i));
            var cost = await LookingCost.Measure(ledger, clock.GetUtcNow(), frozen.FrozenUntil.AddYears(1), asked.Amount(4_000, 100));
            costs.Add((size, cost));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  idle poll p99 {cost.IdleP99:0.00} ms (smallest read {cost.RoundTripP99:0.00} ms), claim of 500 p99 {cost.ClaimP99:0.00} ms, live memory {cost.Megabytes:0} MB"));
        }

        var day = await new SimulatedDay(clock, frozen, database, output).Play(asked.Amount(1_000_000, 500), asked.Amount(30_000, 200));
        await silo.StopAsync();
        return [.. costs.SelectMany(c => Figures(c.Rows, c.Cost, costs[0].Cost)), .. day.Figures()];
    }

    private static IEnumerable<Figure> Figures(int rows, LookingCost cost, LookingCost smallest)
    {
        var size = rows.ToString("N0", CultureInfo.InvariantCulture);
        var name = rows.ToString(CultureInfo.InvariantCulture);
        yield return new($"wakes_idle_poll_{name}", $"p99 of a look that finds nothing due, {size} rows", cost.IdleP99, "ms", null, null, Target.Most(2));
        if (cost == smallest)
        {
            yield break;
        }

        yield return new($"wakes_claim_{name}", $"p99 of a look that finds 500 due, {size} rows", cost.ClaimP99, "ms", "at the smallest size", smallest.ClaimP99, Target.Most(3));
        yield return new($"wakes_idle_memory_{name}", $"live memory beyond that at the smallest size, {size} rows", cost.Megabytes - smallest.Megabytes, "MB", null, null, Target.Most(50));
    }
}
