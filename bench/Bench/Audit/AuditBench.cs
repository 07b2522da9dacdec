using System.Globalization;
using Microsoft.Extensions.Hosting;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Bench.Audit;

/// <summary>The same commands without hashes (as the release before wrote them), with hashes, and with hashes while roots are made over them every second; in turns on one PostgreSQL.</summary>
internal static class AuditBench
{
    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        output.WriteLine("Starting PostgreSQL and three silos …");
        await using var server = await BenchServer.Start(asked);
        using var plain = await BenchSilo.Start(await server.CreateDatabase(), stock: false, audit: BenchAudit.None);
        using var hashed = await BenchSilo.Start(await server.CreateDatabase(), stock: false);
        using var rooted = await BenchSilo.Start(await server.CreateDatabase(), stock: false, audit: BenchAudit.Roots);
        var sides = new[] { Side(plain, asked), Side(hashed, asked), Side(rooted, asked) };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Assigning {asked.Numbers:N0} numbers on each and suspending and resuming them once (not measured: the compiler warms up) …"));
        foreach (var (host, numbers, _, _) in sides)
        {
            await BoundNumbers.AddCarrier(host);
            await CommandsBench.Round(numbers, asked, 0, static (grain, id) => grain.Assign(new Assign { Id = id, Actor = BoundNumbers.Carrier, Subscriber = "bench" }));
            await CommandsBench.Measure(numbers, asked, round: -1);
            await CommandsBench.Measure(numbers, asked, round: -2);
        }

        for (var round = 1; round <= asked.Rounds; round++)
        {
            // The one that begins changes, so that none is always measured on the quieter disk.
            for (var i = 0; i < sides.Length; i++)
            {
                var (_, numbers, measured, costs) = sides[(round + i) % sides.Length];
                var before = ProcessorTime.Spent(server.Postgres);
                measured.Add(await CommandsBench.Measure(numbers, asked, round));
                costs.Add((ProcessorTime.Spent(server.Postgres) - before) * 1e6 / numbers.Length);
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round {round} of {asked.Rounds}: without hashes {sides[0].Measured[^1]:N0}/s, with {sides[1].Measured[^1]:N0}/s, with roots every second {sides[2].Measured[^1]:N0}/s"));
        }

        await Task.WhenAll(sides.Select(static side => side.Host.StopAsync()));
        var what = string.Create(CultureInfo.InvariantCulture, $"durable commands, {asked.InFlight} in flight over {asked.Numbers:N0} numbers, median of {asked.Rounds}");
        var without = Figure.Median(sides[0].Measured);
        var cost = Figure.Median(sides[0].Costs);
        return
        [
            new("audit_hashes_cost", $"{what}: processor time of silo and PostgreSQL for each", Figure.Median(sides[1].Costs), "µs", "without hashes", cost, Target.Most(1.05)),
            new("audit_roots_cost", $"{what}, roots made every second: the same", Figure.Median(sides[2].Costs), "µs", "without hashes", cost, Target.Most(1.1)),
            new("audit_hashes", what, Figure.Median(sides[1].Measured), "/s", "without hashes", without, Target.Least(0.95)),
            new("audit_roots", $"{what}, roots made every second", Figure.Median(sides[2].Measured), "/s", "without hashes", without, Target.Least(0.9)),
        ];
    }

    private static (IHost Host, INumberGrain[] Numbers, List<double> Measured, List<double> Costs) Side(IHost host, BenchArguments asked) => (host, CommandsBench.Numbers(host, asked), [], []);
}
