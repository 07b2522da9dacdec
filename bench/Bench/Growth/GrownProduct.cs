using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Bench.Checks;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Bench.Growth;

/// <summary>A product that knows so many numbers, and the works that it is given: each takes the round and tells how many a second were done.</summary>
internal sealed class GrownProduct : IAsyncDisposable
{
    public static readonly IReadOnlyList<(string Name, Func<GrownProduct, int, Task<double>> Work)> Works =
    [
        ("commands", static (product, round) => product.Commands(round)),
        ("checks", static (product, _) => product.Checks()),
        ("batch_checks", static (product, _) => product.BatchChecks(product.file)),
        ("batch_checks_in_order", static (product, _) => product.BatchChecks(product.inOrder)),
        ("intake", static (product, round) => product.Intake(round)),
    ];

    private readonly ChecksHost host;
    private readonly BenchArguments asked;
    private readonly int share;
    private readonly INumberGrain[] numbers;
    private readonly byte[] file;
    private readonly byte[] inOrder;
    private readonly int rows;

    private GrownProduct(ChecksHost host, BenchArguments asked)
    {
        this.host = host;
        this.asked = asked;
        share = asked.Amount(20_000, 100);
        rows = asked.Amount(500_000, 1_000);
        var grains = host.App.Services.GetRequiredService<IGrainFactory>();
        numbers = [.. Enumerable.Range(0, share).Select(n => grains.GetGrain<INumberGrain>(Spread(n, 0)))];
        file = BatchChecksBench.Write(rows, host.Known);
        inOrder = Sorted(file);
    }

    public int Known => host.Known;

    public static async Task<GrownProduct> Start(int known, BenchArguments asked)
    {
        var started = await ChecksHost.Start(known, asked);
        var carrier = started.App.Services.GetRequiredService<IGrainFactory>().GetGrain<ICarrierGrain>(BoundNumbers.Carrier.Id);
        await carrier.Create(new CommandId("create", ""), new CarrierSettings("Bench", CarrierPolicy.Default));
        return new GrownProduct(started, asked);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Every round suspends or resumes the same numbers, which lie spread over all that are known.</summary>
    private async Task<double> Commands(int round)
    {
        var started = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, asked.InFlight).Select(_ => Caller()));
        return share / Stopwatch.GetElapsedTime(started).TotalSeconds;

        async Task Caller()
        {
            for (var n = Interlocked.Increment(ref next); n < share; n = Interlocked.Increment(ref next))
            {
                var id = new CommandId(string.Create(CultureInfo.InvariantCulture, $"{round}-{n}"), "");
                var reply = round % 2 == 0
                    ? await numbers[n].Suspend(new Suspend { Id = id, Actor = BoundNumbers.Carrier })
                    : await numbers[n].Resume(new Resume { Id = id, Actor = BoundNumbers.Carrier });
                if (reply.Refusal is { } refusal)
                {
                    throw new InvalidOperationException($"A command was refused: {refusal}.");
                }
            }
        }
    }

    private async Task<double> Checks() => (await SingleChecksBench.Measure(host, "/v1/checks", share)).PerSecond;

    /// <summary>The file several times: one alone is through in half a second, in which anything may happen on the machine.</summary>
    private async Task<double> BatchChecks(byte[] asking)
    {
        var started = Stopwatch.GetTimestamp();
        var files = asked.Amount(10, 1);
        for (var f = 0; f < files; f++)
        {
            await BatchChecksBench.Measure(host, "/v1/checks/batch", asking, rows);
        }

        return (double)rows * files / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The same rows by number, as most lists come.</summary>
    private static byte[] Sorted(byte[] file)
    {
        var lines = Encoding.ASCII.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Encoding.ASCII.GetBytes(string.Join('\n', [lines[0], .. lines[1..].Order(StringComparer.Ordinal), ""]));
    }

    /// <summary>Each round deactivates numbers that no other round touches.</summary>
    private async Task<double> Intake(int round)
    {
        var count = share / (asked.Rounds + 1);
        var name = string.Create(CultureInfo.InvariantCulture, $"growth-{round}");
        var (seconds, batch) = await IntakeBench.Drain(host.App.Services, name, [.. Enumerable.Range(round * count, count).Select(n => Spread(n, 2))]);
        return batch.Accepted == count ? count / seconds : throw new InvalidOperationException($"Of {count} rows {batch.Accepted} were accepted.");
    }

    /// <summary>The n-th of a share spread evenly over all; every third number is frozen, so the next one is taken there.</summary>
    private string Spread(int n, int offset)
    {
        var index = ((long)n * (Known / share)) + offset;
        return ChecksHost.NumberAt(index % 3 == 0 ? index + 1 : index);
    }
}
