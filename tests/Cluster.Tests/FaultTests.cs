using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Chaos.Load;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>What is right whatever breaks. How fast it is, bench/Chaos measures: a machine under load makes every bound on time wrong.</summary>
[Collection(Alone.Name)]
public sealed class FaultTests(Registry registry, ITestOutputHelper output) : IClassFixture<Registry>
{
    /// <summary>Not how long it may take, but when a test that hangs is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_number_written_through_one_silo_is_read_through_the_others_and_the_gateway()
    {
        using var writer = await registry.Carrier(registry.Silos[0]);
        var number = Registry.Number(1);
        await using var load = new Load(writer, [number]);
        await load.Done(number, "assign", 0);

        (await registry.Active()).ShouldBe(3);
        foreach (var process in registry.Silos.Append(registry.Gateway))
        {
            using var reader = await registry.Carrier(process);
            using var answer = await reader.GetAsync($"/v1/numbers/{number}");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, process.Output);
            (await answer.Content.ReadFromJsonAsync<JsonObject>())!["phase"]!.ToString().ShouldBe("inService");
        }
    }

    [Fact]
    public async Task After_SIGKILL_of_a_silo_no_acknowledged_command_is_lost_and_none_was_applied_twice()
    {
        using var http = await registry.Carrier(registry.Gateway);
        await using var load = new Load(http, Numbers(100));
        await load.Start();
        await load.Progress();

        var victim = registry.Silos[1];
        await using var replaced = new Replacement(registry, victim);
        await victim.Kill();
        await load.Progress();
        await load.Stop();

        await HistoryIsWhole(load);
        output.WriteLine($"SIGKILL: longest gap {load.LongestGap.TotalSeconds:0.0} s, {load.Total} commands, {load.Failures.Count} answers other than 200");
    }

    [Fact]
    public async Task A_silo_frozen_past_its_eviction_writes_nothing_over_its_successors_when_it_goes_on()
    {
        using var http = await registry.Carrier(registry.Gateway);
        var victim = registry.Silos[1];
        await using var replaced = new Replacement(registry, victim);
        using var direct = await registry.Carrier(victim, patience: Patience);
        await using var load = new Load(http, Numbers(200));
        await load.Start();
        await load.Progress();
        // Numbers that rest, so that what the frozen silo holds of them is what it will decide on.
        var resting = Enumerable.Range(400, 40).Select(Registry.Number).ToArray();
        var carrier = new Caller(http, "carrier", new History(), CancellationToken.None);
        await Task.WhenAll(resting.Select(n => Resting.Assign(carrier, n)));

        await victim.Signal("STOP");
        // Requests that lie in the frozen silo until it goes on: commands that the others have long overtaken.
        await using var stale = new Load(direct, []);
        var lying = Numbers(200).Select(n => stale.Send(n, "transfer", 1_000_000)).ToArray();
        var late = new Caller(direct, "carrier", new History(), CancellationToken.None);
        var unchanged = resting.Select(n => Resting.Forward(late, n, "late", once: true)).ToArray();
        await Wait.Until(async () => await registry.Active() == 2, Patience);
        await load.Progress(more: 20);
        await Task.WhenAll(resting.Select(n => Resting.Suspend(carrier, n)));
        await victim.Signal("CONT");
        var answers = await Task.WhenAll(lying);
        await Task.WhenAll(unchanged);
        await load.Progress();
        await load.Stop();

        // A command that changes nothing leaves no event that could collide: only the version keeps it from writing the number back to what it was.
        (await registry.Phases(resting)).ShouldAllBe(phase => phase == "suspended");
        await HistoryIsWhole(load, Numbers(200).Zip(answers).ToDictionary(late => late.First, late => late.Second == "OK", StringComparer.Ordinal));
        output.WriteLine($"SIGSTOP: longest gap {load.LongestGap.TotalSeconds:0.0} s, {load.Total} commands, {load.Failures.Count} answers other than 200; to the frozen silo: {string.Join(", ", answers.Distinct())}");
        output.WriteLine($"Writes of the frozen silo refused by version: {victim.Output.Split("Another activation has written this number").Length - 1}");
    }

    [Fact]
    public async Task When_a_silo_is_asked_to_end_no_request_through_the_gateway_fails()
    {
        using var http = await registry.Carrier(registry.Gateway);
        await using var load = new Load(http, Numbers(300));
        await load.Start();
        await load.Progress(more: 20);
        Assert.SkipWhen(load.Failures.Count > 0, "This machine is so loaded that commands fail before a silo is asked to end: it can't be told what fails because of that.");

        await using var reads = new Reads(http, Numbers(300));
        var victim = registry.Silos[1];
        await using var replaced = new Replacement(registry, victim);
        await victim.Signal("TERM");
        (await victim.Ended()).ShouldBe(0, victim.Output);
        await load.Progress();
        await load.Stop();
        await reads.Stop();

        await HistoryIsWhole(load);
        output.WriteLine($"SIGTERM: longest gap {load.LongestGap.TotalSeconds:0.0} s, {load.Total} commands, {reads.Total} reads");
        load.Failures.ShouldBeEmpty();
        reads.Failures.ShouldBeEmpty();
        reads.Total.ShouldBeGreaterThan(12);
    }

    /// <summary>Puts a silo in the victim's place when a test is over, failed or not, so that the next one has its three.</summary>
    private sealed class Replacement(Registry registry, SiloProcess victim) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await registry.Replace(victim);
    }

    private static string[] Numbers(int from) => [.. Enumerable.Range(from, 12).Select(Registry.Number)];

    /// <summary>
    /// Generations 1, 2, 3… without gap, one more than transfers were acknowledged. A late transfer, by number, is one more where it was acknowledged, and may be one more where it was not.
    /// </summary>
    private async Task HistoryIsWhole(Load load, IReadOnlyDictionary<string, bool>? late = null)
    {
        load.Acknowledged.Count.ShouldBe(12);
        foreach (var (number, acknowledged) in load.Acknowledged)
        {
            var (history, row) = await registry.Generations(number);
            history.ShouldBe(Enumerable.Range(1, history.Count), number);
            row.ShouldBe(history.Count, number);
            var sent = late is null ? 0 : 1;
            var more = late?[number] == true ? 1 : 0;
            history.Count.ShouldBeInRange(acknowledged + 1 + more, acknowledged + 1 + sent, number);
        }
    }
}
