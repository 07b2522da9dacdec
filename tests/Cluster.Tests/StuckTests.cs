using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Cluster.Tests;

public sealed class StuckTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_number_whose_record_cannot_be_read_answers_503_and_is_listed_and_its_neighbours_do_not_notice()
    {
        await using var upgrade = await Upgrade.Start();
        var writer = await upgrade.Launch(typeof(SiloHost).Assembly.Location).Ready();
        string[] numbers = [.. Enumerable.Range(700, 4).Select(Registry.Number)];
        await using (var before = new Load(await upgrade.Carrier(writer), numbers))
        {
            foreach (var number in numbers)
            {
                await before.Done(number, "assign", 0);
            }
        }

        // Broken behind the product's back, and due: the wake partition meets it too.
        await upgrade.Execute($"update numbers set state = '{{\"v\":1,\"number\":null}}', wake_at = now() - interval '1 day' where number = '{numbers[0]}'");
        await writer.Kill();
        var silo = await upgrade.Launch(typeof(SiloHost).Assembly.Location).Ready();
        using var carrier = await upgrade.Carrier(silo);
        await using var load = new Load(carrier, numbers);

        (await load.Send(numbers[0], "transfer", 1)).ShouldContain("\"status\":503,", customMessage: silo.Output);
        (await load.Send(numbers[0], "transfer", 1)).ShouldContain("\"number_stuck\"");
        using (var read = await carrier.GetAsync($"/v1/numbers/{numbers[0]}"))
        {
            read.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        foreach (var neighbour in numbers[1..])
        {
            await load.Done(neighbour, "transfer", 1);
        }

        await Wait.Until(() => Task.FromResult(silo.Output.Contains("could not be woken (NumberStuckException)", StringComparison.Ordinal)), Patience);

        using var operators = await upgrade.Client(silo, "operator");
        var list = (await operators.GetFromJsonAsync<JsonObject>("/v1/admin/stuck"))!["items"]!.AsArray();
        list.ShouldHaveSingleItem()!["number"]!.ToString().ShouldBe(numbers[0]);
        silo.Output.Split("could not be woken (NumberStuckException)").Length.ShouldBe(2, "It is looked at once, not at every look.");
    }
}
