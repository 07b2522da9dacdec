using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RecycledNumbers.Contracts.Numbers;

namespace RecycledNumbers.Bench;

/// <summary>What a number with six bindings weighs: on disk with its history, and in memory while its grain is active.</summary>
internal static class SizesBench
{
    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        var count = asked.Amount(full: 50_000, quick: 400);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Making {count:N0} numbers with {BoundNumbers.Bindings} bindings by commands …"));
        await using var server = await BenchServer.Start(asked);
        var database = await server.CreateDatabase();
        using (var writer = await BenchSilo.Start(database, stock: false))
        {
            await BoundNumbers.AddCarrier(writer);
            await BoundNumbers.Make(writer, count);
            await writer.StopAsync();
        }

        var rest = await AtRest(database, count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"At rest, a number: {string.Join(", ", rest.Select(static t => string.Create(CultureInfo.InvariantCulture, $"{t.Table} {t.Bytes:N0} B")))}"));
        var active = await InMemory(database, count);

        var what = string.Create(CultureInfo.InvariantCulture, $"{BoundNumbers.Bindings} bindings, {count:N0} numbers");
        return
        [
            new("bytes_active_grain", $"heap of an active number grain, {what}", active, "B", null, null, Target.Most(4_096)),
            new("bytes_at_rest", $"number row and its indexes, {what}", rest.Where(static t => t.Table == "numbers").Sum(static t => t.Bytes), "B", null, null, Target.Most(1_024)),
            new("bytes_at_rest_with_history", $"the same with its events, for ever, and its command ids and answers, for 30 days, {what}", rest.Sum(static t => t.Bytes), "B", null, null, Target.Most(8_192)),
        ];
    }

    private static async Task<List<(string Table, double Bytes)>> AtRest(string database, int count)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using (var vacuum = new NpgsqlCommand("vacuum full numbers, number_events, number_commands, deliveries, unbindings", connection) { CommandTimeout = 600 })
        {
            await vacuum.ExecuteNonQueryAsync();
        }

        await using var read = new NpgsqlCommand("""
            select relname, pg_total_relation_size(oid)::float8 / @count from pg_class
            where relname in ('numbers', 'number_events', 'number_commands', 'deliveries', 'unbindings') order by 2 desc
            """, connection);
        read.Parameters.AddWithValue("count", count);
        await using var reader = await read.ExecuteReaderAsync();
        var tables = new List<(string, double)>();
        while (await reader.ReadAsync())
        {
            tables.Add((reader.GetString(0), reader.GetDouble(1)));
        }

        return tables;
    }

    /// <summary>The heap's growth over the activations of a fresh silo, after a collection, divided by their number. A thousand more come first, so that what every silo has once does not count.</summary>
    private static async Task<double> InMemory(string database, int count)
    {
        var warm = Math.Min(1_000, count / 2);
        using var reader = await BenchSilo.Start(database, stock: false);
        var grains = reader.Services.GetRequiredService<IGrainFactory>();
        await Activate(0, warm);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Activate(warm, count);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await reader.StopAsync();
        return (double)(after - before) / (count - warm);

        Task Activate(int from, int to) => Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (n, _) =>
        {
            if (await grains.GetGrain<INumberGrain>(BoundNumbers.Number(n)).Read(BoundNumbers.Carrier) is null)
            {
                throw new InvalidOperationException("A number could not be read.");
            }
        });
    }
}
