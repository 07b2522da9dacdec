using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Bench;

/// <summary>Deliveries that stand in the ledger, sent in batches to a receiver in this process; then the bodies that arrived, posted again by a bare loop.</summary>
internal static class WebhooksBench
{
    private const string Destination = "platform:bench";
    private const int Lanes = 8;

    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        var count = asked.Amount(full: 40_000, quick: 1_000);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Starting PostgreSQL, a silo and a receiver; {count:N0} deliveries a round …"));
        await using var server = await BenchServer.Start(asked);
        var database = await server.CreateDatabase();
        await using var receiver = await WebhookReceiver.Start();
        using var host = await BenchSilo.Start(database, stock: false);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await grains.GetGrain<IPlatformGrain>("bench").Create(new CommandId("create", ""), new PlatformSettings("Bench", PlatformPolicy.Default));
        if ((await grains.GetGrain<IEndpointGrain>(Destination).Set(new CommandId("endpoint", ""), new EndpointSettings(receiver.Address.AbsoluteUri, Batch: true, []))).Refusal is { } refusal)
        {
            throw new InvalidOperationException($"The endpoint was refused: {refusal}.");
        }

        using var http = new HttpClient();
        var (ours, bare) = (new List<double>(), new List<double>());
        await Deliver(-1);
        await Post([.. receiver.Bodies]);
        for (var round = 0; round < asked.Rounds; round++)
        {
            ours.Add(count / (await Deliver(round)).TotalSeconds);
            bare.Add(count / (await Post([.. receiver.Bodies])).TotalSeconds);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round {round + 1} of {asked.Rounds}: lanes {ours[^1]:N0}/s, bare loop {bare[^1]:N0}/s"));
        }

        await host.StopAsync();
        return
        [
            new("webhooks_vs_bare", string.Create(CultureInfo.InvariantCulture, $"webhooks delivered to a local receiver in batches, {Lanes} lanes, {count:N0} deliveries, median of {asked.Rounds}"), Figure.Median(ours), "/s",
                $"the same bodies posted by {Lanes} bare HttpClient loops", Figure.Median(bare), Target.Least(0.5)),
        ];

        async Task<TimeSpan> Deliver(int round)
        {
            // Expected first: whoever finds what is due begins at once.
            var arrived = receiver.Expect(count);
            await Enqueue(database, round, count);
            for (var lane = 0; lane < Lanes; lane++)
            {
                await grains.GetGrain<IDeliveryLaneGrain>($"{Destination}/{lane.ToString(CultureInfo.InvariantCulture)}").Poke();
            }

            return await arrived;
        }

        async Task<TimeSpan> Post(byte[][] bodies)
        {
            var arrived = receiver.Expect(count);
            var next = -1;
            await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async _ =>
            {
                for (var b = Interlocked.Increment(ref next); b < bodies.Length; b = Interlocked.Increment(ref next))
                {
                    using var content = new ByteArrayContent(bodies[b]);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents-batch+json");
                    using var answer = await http.PostAsync(receiver.Address, content);
                    answer.EnsureSuccessStatusCode();
                }
            }));
            return await arrived;
        }
    }

    /// <summary>As many deliveries as a night's deactivations leave for one platform, there and due all at once.</summary>
    private static async Task Enqueue(string database, int round, int count)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var insert = new NpgsqlCommand("""
            insert into deliveries (id, lane, wake_shard, destination, number, generation, kind, body, state, created_at, next_attempt, attempts)
            select 'msg_' || @round || '_' || n, @destination || '/' || n % @lanes, (@shards)[1 + n % @lanes], @destination, '+861380' || lpad(n::text, 7, '0'), 1, 'number.deactivated',
                '{"at":"2026-11-24T12:00:00+00:00","account":"account-' || n || '","reason":"voluntary","frozenUntil":"2027-02-22T12:00:00+00:00"}', 0, now(), now(), 0
            from generate_series(1, @count) n
            """, connection) { CommandTimeout = 120 };
        insert.Parameters.AddWithValue("round", round.ToString(CultureInfo.InvariantCulture));
        insert.Parameters.AddWithValue("destination", Destination);
        insert.Parameters.AddWithValue("lanes", Lanes);
        insert.Parameters.AddWithValue("shards", Enumerable.Range(0, Lanes).Select(lane => WakeShard.Of($"{Destination}/{lane.ToString(CultureInfo.InvariantCulture)}")).ToArray());
        insert.Parameters.AddWithValue("count", count);
        await insert.ExecuteNonQueryAsync();
    }
}
