using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Bench;

/// <summary>Durable commands through number grains, on the grouped ledger and on the stock provider, in turns on one PostgreSQL.</summary>
internal static class CommandsBench
{
    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        output.WriteLine("Starting PostgreSQL and two silos …");
        await using var server = await BenchServer.Start(asked);
        var grouped = await server.CreateDatabase();
        using var ledger = await BenchSilo.Start(grouped, stock: false);
        using var stock = await BenchSilo.Start(await server.CreateDatabase(), stock: true);

        var sides = new[] { (Host: ledger, Numbers: Numbers(ledger, asked)), (Host: stock, Numbers: Numbers(stock, asked)) };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Assigning {asked.Numbers:N0} numbers on each and suspending and resuming them once (not measured: the compiler warms up) …"));
        foreach (var (host, numbers) in sides)
        {
            await BoundNumbers.AddCarrier(host);
            await Round(numbers, asked, 0, (grain, id) => grain.Assign(new Assign { Id = id, Actor = BoundNumbers.Carrier, Subscriber = "bench" }));
            await Measure(numbers, asked, round: -1);
            await Measure(numbers, asked, round: -2);
        }

        var raw = await RawUpserts.Of(grouped, await server.EmptyDatabase());
        await raw.Measure();
        var (ours, single, bare) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 1; round <= asked.Rounds; round++)
        {
            ours.Add(await Measure(sides[0].Numbers, asked, round));
            single.Add(await Measure(sides[1].Numbers, asked, round));
            bare.Add(await raw.Measure());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round {round} of {asked.Rounds}: grouped ledger {ours[^1]:N0}/s, stock provider {single[^1]:N0}/s, raw upserts {bare[^1]:N0}/s"));
        }

        await Task.WhenAll(ledger.StopAsync(), stock.StopAsync());
        var what = string.Create(CultureInfo.InvariantCulture, $"durable commands, {asked.InFlight} in flight over {asked.Numbers:N0} numbers, median of {asked.Rounds}");
        return
        [
            new("commands_vs_stock", what, Figure.Median(ours), "/s", "on the stock ADO.NET provider, same grain", Figure.Median(single), Target.Least(10)),
            new("commands_vs_raw", what, Figure.Median(ours), "/s", "raw multi-row upserts of the same bytes", Figure.Median(bare), Target.Least(0.4)),
        ];
    }

    /// <summary>References made once: what is measured is the command, not the look-up of an interface's name.</summary>
    internal static INumberGrain[] Numbers(IHost host, BenchArguments asked)
    {
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        return [.. Enumerable.Range(0, asked.Numbers).Select(n => grains.GetGrain<INumberGrain>(BoundNumbers.Number(n)))];
    }

    /// <summary>Suspends every number in odd rounds and resumes it in even ones.</summary>
    internal static async Task<double> Measure(INumberGrain[] numbers, BenchArguments asked, int round)
    {
        var started = Stopwatch.GetTimestamp();
        await Round(numbers, asked, round, round % 2 != 0
            ? (grain, id) => grain.Suspend(new Suspend { Id = id, Actor = BoundNumbers.Carrier })
            : (grain, id) => grain.Resume(new Resume { Id = id, Actor = BoundNumbers.Carrier }));
        return asked.Numbers / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    internal static async Task Round(INumberGrain[] numbers, BenchArguments asked, int round, Func<INumberGrain, CommandId, Task<CommandReply>> command)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, asked.InFlight).Select(_ => Caller()));

        async Task Caller()
        {
            for (var n = Interlocked.Increment(ref next); n < asked.Numbers; n = Interlocked.Increment(ref next))
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{round}-{n}");
                if ((await command(numbers[n], new CommandId(key, key))).Refusal is { } refusal)
                {
                    throw new InvalidOperationException($"A command was refused: {refusal}.");
                }
            }
        }
    }
}
