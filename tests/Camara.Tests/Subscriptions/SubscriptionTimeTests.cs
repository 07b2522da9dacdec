using System.Text.Json;

namespace RecycledNumbers.Camara.Tests.Subscriptions;

/// <summary>What time does to subscriptions; in a registry of their own, because its clock is moved.</summary>
public sealed class SubscriptionTimeTests : IAsyncLifetime
{
    private readonly Registry registry = new();

    public ValueTask InitializeAsync() => registry.InitializeAsync();

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task A_subscription_ends_when_its_time_is_over_and_when_its_sinks_token_is_about_to()
    {
        var contract = await SubscriptionContract.Load();
        await using var sink = await Sink.Open();
        var number = await registry.Assigned();
        var byTime = await Subscribe(contract, new Wish(sink.Url, number) { Config = $",\"subscriptionExpireTime\":\"{registry.Now.AddDays(3).UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\"" });
        var byToken = await Subscribe(contract, new Wish(sink.Url, number, "reassigned") { More = Wish.Token(registry.Now.AddDays(6)) });

        await registry.Pass(TimeSpan.FromDays(3.1));
        await ShouldEnd(sink, byTime, "SUBSCRIPTION_EXPIRED");
        await registry.Pass(TimeSpan.FromDays(3));
        await ShouldEnd(sink, byToken, "ACCESS_TOKEN_EXPIRED");

        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/transfer", """{"subscriber":"another"}""");
        (await contract.List.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "both are over")).ShouldBe("[]");
        sink.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_number_that_was_released_and_goes_to_its_next_owner_is_told_as_reassigned()
    {
        var contract = await SubscriptionContract.Load();
        await using var sink = await Sink.Open();
        var number = await registry.Assigned();
        var own = await Subscribe(contract, new Wish(sink.Url, number, "reassigned"));
        var agreed = JsonDocument.Parse(await contract.Create.ShouldConform(await registry.Bound(number).Ask(contract.Create, new Wish(sink.Url + "/agreed", null, "reassigned").ToString()), 201, null, "three-legged"))
            .RootElement.GetProperty("id").GetString();
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""");
        await registry.Pass(TimeSpan.FromDays(91));
        await Released(number);

        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/assign", """{"subscriber":"another"}""");

        Notification[] told = [await sink.Next(), await sink.Next(), await sink.Next()];
        told.Count(t => t.Type == SubscriptionContract.TypeOf("reassigned")).ShouldBe(2);
        told.Single(t => t.Type == SubscriptionContract.TypeOf("subscription-ended")).Data.GetProperty("subscriptionId").GetString().ShouldBe(agreed);
        (await contract.List.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "the platform's own goes on")).ShouldContain(own);
    }

    private async Task<string> Subscribe(SubscriptionContract contract, Wish wish) =>
        JsonDocument.Parse(await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, wish.ToString()), 201, null, wish.Name)).RootElement.GetProperty("id").GetString()!;

    private static async Task ShouldEnd(Sink sink, string id, string reason)
    {
        var ended = await sink.Next("subscription-ended");
        (ended.Data.GetProperty("subscriptionId").GetString(), ended.Data.GetProperty("terminationReason").GetString()).ShouldBe((id, reason));
    }

    private Task Released(string number) =>
        Wait.Until(async () => (await registry.Carrier.GetStringAsync($"/v1/numbers/{number}")).Contains("\"available\"", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
}
