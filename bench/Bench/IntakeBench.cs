using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RecycledNumbers.Contracts.Batches;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Bench;

/// <summary>A night's deactivations: rows are put into chunks, worked through by the lanes and recorded, against COPY of the very rows that this left in the numbers' tables. Reading the file itself is not in it.</summary>
internal static class IntakeBench
{
    private const int Bindings = 5;
    private const string Template = "+8613900000000";

    private static readonly Party Carrier = Party.Carrier("bench");

    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        // As many as --numbers says; the figure on record is made with a million.
        var rows = asked.Numbers;
        await using var server = await BenchServer.Start(asked);
        var database = await server.CreateDatabase();
        using var silo = await BenchSilo.Start(database, stock: false);
        await Prepare(silo);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Copying {rows:N0} numbers with {Bindings} bindings each …"));
        var tables = new IntakeRows(database);
        await tables.Clone(Template, [.. Enumerable.Range(1, rows).Select(NumberOf)]);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (seconds, batch) = await Drain(silo.Services, "bench", [.. Enumerable.Range(1, rows).Select(NumberOf)]);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await silo.StopAsync();
        if (batch.Accepted != rows)
        {
            throw new InvalidOperationException($"Of {rows} rows {batch.Accepted} were accepted.");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows / seconds:N0} rows/s; managed memory {before >> 20} MB before, {after >> 20} MB after"));
        var copy = await tables.CopyInto(await server.EmptyDatabase(), Template, output);
        return
        [
            new("intake_vs_copy", string.Create(CultureInfo.InvariantCulture, $"{rows:N0} deactivations with {Bindings} bindings each"), rows / seconds, "/s", "COPY of the same final rows", rows / copy, Target.Least(0.15)),
        ];
    }

    /// <summary>Works a batch of deactivations off, from its first row until it is done.</summary>
    public static async Task<(double Seconds, Batch Batch)> Drain(IServiceProvider silo, string name, string[] numbers)
    {
        var ledger = silo.GetRequiredService<IBatchLedger>();
        var started = Stopwatch.GetTimestamp();
        var batch = new Batch
        {
            Id = $"batch_{name}",
            Party = Carrier.ToString(),
            Content = BatchContent.Deactivations,
            Format = "text/csv",
            Key = name,
            Fingerprint = name,
            Bytes = 0,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        await ledger.Begin(batch);
        var spool = new BatchSpool(ledger, batch.Id, new BatchOptions());
        for (var n = 0; n < numbers.Length; n++)
        {
            await spool.Add(new BatchRow { Line = n + 1, Number = numbers[n] }, CancellationToken.None);
        }

        await spool.Complete(CancellationToken.None);
        await ledger.Open(batch, numbers.Length, TimeProvider.System.GetUtcNow(), DateTimeOffset.MaxValue.AddDays(-1));
        await silo.GetRequiredService<IGrainFactory>().GetGrain<IBatchGrain>(batch.Id).Poke();
        while ((await ledger.Find(batch.Id))!.State != BatchState.Done)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return (Stopwatch.GetElapsedTime(started).TotalSeconds, (await ledger.Find(batch.Id))!);
    }

    /// <summary>The one number that went the ordinary way: the others are its copies.</summary>
    private static async Task Prepare(IHost silo)
    {
        var grains = silo.Services.GetRequiredService<IGrainFactory>();
        var carrier = grains.GetGrain<ICarrierGrain>(Carrier.Id);
        await carrier.Create(new CommandId("create", ""), new CarrierSettings("Bench", CarrierPolicy.Default));
        await carrier.AddBlock(new CommandId("block", ""), new NumberBlock("+8613900000000", "+8613909999999"));
        var number = grains.GetGrain<INumberGrain>(Template);
        await number.Assign(new Assign { Id = new CommandId("assign", ""), Actor = Carrier, Subscriber = "bench" });
        for (var n = 0; n < Bindings; n++)
        {
            var platform = Party.Platform(string.Create(CultureInfo.InvariantCulture, $"bench-{n}"));
            await grains.GetGrain<IPlatformGrain>(platform.Id).Create(new CommandId("create", ""), new PlatformSettings("Bench", PlatformPolicy.Default));
            await number.Bind(new Bind { Id = new CommandId("bind", ""), Actor = platform, Account = "account-0123456789" });
        }
    }

    private static string NumberOf(int n) => string.Create(CultureInfo.InvariantCulture, $"+861390{n:0000000}");
}
