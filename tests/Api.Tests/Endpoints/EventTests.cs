using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class EventTests(Registry registry)
{
    [Fact]
    public async Task A_party_without_a_webhook_pulls_what_would_be_pushed()
    {
        var platform = await registry.NewPlatform();
        var number = await registry.Assigned();
        var token = (await platform.Client.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""").Body(201))["tenureToken"]!.GetValue<string>();
        await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);

        var page = await Until(platform.Client, "/v1/events", 2);

        var happened = page["items"]!.AsArray().Single(item => item!["type"]!.GetValue<string>() == "recycled-numbers.unbinding.requested")!;
        happened["specversion"]!.GetValue<string>().ShouldBe("1.0");
        happened["source"]!.GetValue<string>().ShouldBe("urn:recycled-numbers");
        happened["data"]!["number"]!.GetValue<string>().ShouldBe(number);
        happened["data"]!["tenureToken"]!.GetValue<string>().ShouldBe(token);
        happened["data"]!["account"]!.GetValue<string>().ShouldBe("a");
        happened.ToJsonString().ShouldNotContain("subscriber");
    }

    [Fact]
    public async Task Asking_after_a_cursor_acknowledges_up_to_it_and_notes_the_receipt()
    {
        var platform = await registry.NewPlatform();
        var number = await registry.Assigned();
        await platform.Client.Command("POST", $"/v1/numbers/{number}/bindings", """{"account":"a"}""").ShouldBe(201);
        await registry.North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);
        var page = await Until(platform.Client, "/v1/events", 2);

        var after = await platform.Client.Get($"/v1/events?after={page["next"]}");

        after["items"]!.AsArray().ShouldBeEmpty();
        after["next"].ShouldBeNull();
        (await platform.Client.Get("/v1/events"))["items"]!.AsArray().ShouldBeEmpty();
        (await platform.Client.Get("/v1/unbindings"))["items"]![0]!["state"]!.GetValue<string>().ShouldBe("receipted");
        (await platform.Client.Get("/v1/webhook/deliveries?state=acknowledged"))["items"]!.AsArray().Count.ShouldBe(page["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Carriers_pull_too() => (await registry.North.Get("/v1/events?limit=1"))["items"].ShouldNotBeNull();

    private static Task<JsonNode> Until(HttpClient client, string path, int count) =>
        Wait.For(() => client.Get(path), page => page["items"]!.AsArray().Count >= count, TimeSpan.FromMinutes(4));
}
