using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Demo;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Silo.Tests;

public sealed class KillTests : IDisposable
{
    private const string Number = "+8613800123456";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_clearance_goes_on_after_SIGKILL_no_webhook_is_lost_and_repeats_carry_the_same_id()
    {
        await using var receiver = await Receiver.Start();
        var port = FreePort.Take();
        await using (var silo = await SiloProcess.Start(folder.Path, port: port).Ready())
        {
            using var carrier = await Connect(silo, "carrier");
            using var platform = await Connect(silo, "platformWebhook");
            await platform.Put("/v1/webhook", new JsonObject { ["url"] = receiver.Url });
            (await carrier.Post($"/v1/numbers/{Number}/assign", new JsonObject { ["subscriber"] = "first" })).Status.ShouldBe(200);
            foreach (var account in new[] { "a", "b", "c" })
            {
                (await platform.Post($"/v1/numbers/{Number}/bindings", new JsonObject { ["account"] = account })).Status.ShouldBe(201);
            }

            (await carrier.Post($"/v1/numbers/{Number}/deactivate", new JsonObject { ["reason"] = "voluntary" })).Status.ShouldBe(200);
            await Until(() => receiver.Of("rebind.reminder").Select(static r => r.Id).Distinct().Count() == 3);
            receiver.Status = 500;
            await Advance(silo, "4.00:00:00");
            await Until(() => receiver.Of("unbinding.requested").Count > 0);
            await silo.Kill();
        }

        receiver.Status = 204;
        await using var again = await SiloProcess.Start(folder.Path, port: port).Ready();
        await Until(() => receiver.Of("unbinding.requested").Where(r => r.Answered == 204).Select(r => r.Id).Distinct().Count() == 3);

        var requests = receiver.Of("unbinding.requested");
        requests.Select(r => r.Event["data"]!["account"]!.ToString()).Distinct().Order().ShouldBe(["a", "b", "c"]);
        requests.GroupBy(r => r.Event["data"]!["account"]!.ToString()).ShouldAllBe(same => same.Select(r => r.Id).Distinct().Count() == 1);
        receiver.Of("number.deactivated").Select(r => r.Event["data"]!["account"]!.ToString()).Distinct().Count().ShouldBe(3);
        using var platformAgain = await Connect(again, "platformWebhook");
        foreach (var unbinding in requests.Select(r => r.Event["data"]!["unbindingId"]!.ToString()).Distinct())
        {
            (await platformAgain.Post($"/v1/unbindings/{unbinding}/outcome", new JsonObject { ["outcome"] = "unbound" }))["state"].ShouldBe("unbound");
        }

        await Advance(again, "90.00:00:00");
        using var carrierAgain = await Connect(again, "carrier");
        var free = await Wait.For(() => carrierAgain.Get($"/v1/numbers/{Number}"), n => n["phase"] == "available", Patience);
        free["phase"].ShouldBe("available");
        free["clearance.state"].ShouldBe("complete");
    }

    [Fact]
    public async Task What_was_acknowledged_before_SIGKILL_is_there_after_it_and_a_repeat_gets_the_first_answer()
    {
        var acknowledged = new List<(string Key, string Account, string BindingId)>();
        await using (var silo = await SiloProcess.Start(folder.Path).Ready())
        {
            using var carrier = await Connect(silo, "carrier");
            (await carrier.Post($"/v1/numbers/{Number}/assign", new JsonObject { ["subscriber"] = "first" })).Status.ShouldBe(200);
            using var http = await Authorized(silo);
            var underWay = Enumerable.Range(0, 400).Select(n => Bind(http, $"key-{n}", $"account-{n}")).ToArray();
            await Until(() => underWay.Count(static t => t.IsCompletedSuccessfully && t.Result.Status == HttpStatusCode.Created) > 50);
            await silo.Kill();
            foreach (var answer in underWay)
            {
                try
                {
                    var (status, _, key, account, binding) = await answer;
                    if (status == HttpStatusCode.Created)
                    {
                        acknowledged.Add((key, account, binding));
                    }
                }
                catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
                {
                    // Killed under way: outcome unknown, and nothing was promised.
                }
            }
        }

        acknowledged.Count.ShouldBeGreaterThan(50);
        await using var again = await SiloProcess.Start(folder.Path).Ready();
        using var repeat = await Authorized(again);
        foreach (var (key, account, binding) in acknowledged)
        {
            var (status, replayed, _, _, same) = await Bind(repeat, key, account);
            (status, replayed, same).ShouldBe((HttpStatusCode.Created, true, binding));
        }
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(HttpStatusCode Status, bool Replayed, string Key, string Account, string Binding)> Bind(HttpClient http, string key, string account)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/numbers/{Number}/bindings") { Content = JsonContent.Create(new { account }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        return (answer.StatusCode, answer.Headers.Contains("Idempotent-Replayed"), key, account, body?["bindingId"]?.ToString() ?? "");
    }

    private async Task<StoryClient> Connect(SiloProcess silo, string role)
    {
        var client = (await Clients())[role];
        return await StoryClient.Connect(silo.Address, client.ClientId, client.ClientSecret);
    }

    private async Task<HttpClient> Authorized(SiloProcess silo)
    {
        var client = (await Clients())["platformWebhook"];
        return await StoryClient.Authorized(silo.Address, client.ClientId, client.ClientSecret);
    }

    private Task<Dictionary<string, DevelopmentClients.Credentials>> Clients() => DevelopmentClients.Read(Path.Combine(folder.Path, DevelopmentClients.File));

    private static async Task Advance(SiloProcess silo, string by)
    {
        using var http = new HttpClient { BaseAddress = silo.Address };
        (await http.PostAsJsonAsync("/dev/clock", new { advance = by })).EnsureSuccessStatusCode();
    }

    private static Task Until(Func<bool> holds) => Wait.Until(() => Task.FromResult(holds()), Patience);
}
