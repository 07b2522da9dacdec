using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Subscriptions;

namespace RecycledNumbers.Camara.Tests.Subscriptions;

/// <summary>What is told, to whom, and what a subscription's platform sees of it.</summary>
public sealed class SubscriptionTests(Registry registry)
{
    [Fact]
    public async Task A_subscription_is_read_listed_and_deleted_and_its_credential_is_seen_by_its_sink_alone()
    {
        var contract = await SubscriptionContract.Load();
        await using var sink = await Sink.Open();
        var number = await registry.Assigned();
        var expires = registry.Now.AddDays(20);
        var wish = new Wish(sink.Url, number) { More = Wish.Token(expires, "sesame.1-2_3~4+5/6=="), Config = $",\"subscriptionExpireTime\":\"{registry.Now.AddDays(30):yyyy-MM-ddTHH:mm:ss+00:00}\",\"subscriptionMaxEvents\":5,\"initialEvent\":false" };

        var text = await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, wish.ToString(), "corr-1"), 201, null, "create", "corr-1");

        text.ShouldNotContain("redential");
        text.ShouldNotContain("sesame");
        var made = JsonDocument.Parse(text).RootElement;
        made.GetProperty("config").GetProperty("subscriptionDetail").GetProperty("phoneNumber").GetString().ShouldBe(number);
        made.GetProperty("status").GetString().ShouldBe("ACTIVE");
        made.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(expires.Ticks - (expires.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero).AddMinutes(-2));
        var path = $"{SubscriptionContract.Path}/{made.GetProperty("id").GetString()}";
        (await contract.Read.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, path, "corr-2"), 200, null, "read", "corr-2")).ShouldBe(text);
        (await contract.List.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, SubscriptionContract.Path, "corr-3"), 200, null, "list", "corr-3")).ShouldContain(text);

        await contract.Delete.ShouldConform(await registry.Platform.Ask(HttpMethod.Delete, path, "corr-4"), 204, null, "delete", "corr-4");

        var ended = await sink.Next("subscription-ended");
        ended.Data.GetProperty("terminationReason").GetString().ShouldBe("SUBSCRIPTION_DELETED");
        ended.Headers.Authorization.ToString().ShouldBe("Bearer sesame.1-2_3~4+5/6==");
        await contract.Read.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, path), 404, "NOT_FOUND", "read after its end");
        await contract.Delete.ShouldConform(await registry.Platform.Ask(HttpMethod.Delete, path), 404, "NOT_FOUND", "delete after its end");
        (await contract.List.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "list after its end")).ShouldNotContain(number);
    }

    [Fact]
    public async Task A_deactivation_and_the_end_of_the_freeze_are_told()
    {
        await using var sink = await Sink.Open();
        var number = await registry.Assigned();
        var deactivated = await Subscribe(registry.Platform, new Wish(sink.Url, number));
        await Subscribe(registry.Platform, new Wish(sink.Url + "/freeze", number, "frozen-until"));

        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/deactivate", """{"reason":"arrears"}""");

        Notification[] told = [await sink.Next(), await sink.Next()];
        var first = told.Single(t => t.Type.EndsWith("deactivated", StringComparison.Ordinal));
        JsonSerializer.Serialize(first.Data).ShouldBe($$"""{"subscriptionId":"{{deactivated}}","phoneNumber":"{{number.Replace("+", "\\u002B", StringComparison.Ordinal)}}"}""");
        first.Text.ShouldNotContain("arrears");
        first.Headers.Authorization.Count.ShouldBe(0);
        var frozen = told.Single(t => t.Type.EndsWith("frozen-until", StringComparison.Ordinal));
        (frozen.Data.GetProperty("frozenUntil").GetDateTimeOffset() - frozen.Event.GetProperty("time").GetDateTimeOffset()).TotalDays.ShouldBe(90, 0.01);

        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/reinstate", """{"subscriber":"customer"}""");
        var over = await sink.Next("frozen-until");
        over.Data.GetProperty("frozenUntil").GetDateTimeOffset().ShouldBe(over.Event.GetProperty("time").GetDateTimeOffset());
    }

    [Fact]
    public async Task The_next_owner_and_the_subscribers_own_unbinding_are_told_and_no_other_platforms()
    {
        await using var sink = await Sink.Open();
        var number = await registry.Assigned();
        await Registry.Command(registry.Platform, $"/v1/numbers/{number}/bindings", """{"account":"mine"}""");
        await Registry.Command(registry.OtherPlatform, $"/v1/numbers/{number}/bindings", """{"account":"theirs"}""");
        await Subscribe(registry.Platform, new Wish(sink.Url, number, "reassigned"));
        var unbindings = await Subscribe(registry.Platform, new Wish(sink.Url, number, "unbinding-requested"));

        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/transfer", """{"subscriber":"another"}""");

        Notification[] told = [await sink.Next(), await sink.Next()];
        told.ShouldContain(t => t.Type == SubscriptionContract.TypeOf("reassigned"));
        told.Single(t => t.Type == SubscriptionContract.TypeOf("unbinding-requested")).Data.GetProperty("account").GetString().ShouldBe("mine");
        told.ShouldAllBe(t => !t.Text.Contains("theirs", StringComparison.Ordinal) && !t.Text.Contains("another", StringComparison.Ordinal));

        // One sink hears of one number in order: what stood before the end would have come before it.
        (await registry.Platform.Ask(HttpMethod.Delete, $"{SubscriptionContract.Path}/{unbindings}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await sink.Next()).Type.ShouldEndWith("subscription-ended");
    }

    [Fact]
    public async Task What_is_so_already_is_told_at_once_to_who_asks_for_it_and_counts()
    {
        await using var sink = await Sink.Open();
        var number = await registry.Frozen();
        var id = await Subscribe(registry.Platform, new Wish(sink.Url, number) { Config = ",\"initialEvent\":true,\"subscriptionMaxEvents\":1" });
        (await sink.Next("deactivated")).Data.GetProperty("subscriptionId").GetString().ShouldBe(id);
        (await sink.Next("subscription-ended")).Data.GetProperty("terminationReason").GetString().ShouldBe("MAX_EVENTS_REACHED");
        await ShouldBeGone(id);
    }

    [Fact]
    public async Task A_three_legged_token_is_told_of_its_own_tenure_without_the_number_and_sees_nothing_else()
    {
        var contract = await SubscriptionContract.Load();
        await using var sink = await Sink.Open();
        var number = await registry.Assigned();
        var (bound, elsewhere) = (registry.Bound(number), registry.Bound(await registry.Assigned()));
        var own = await Subscribe(registry.Platform, new Wish(sink.Url, number, "reassigned"));
        var text = await contract.Create.ShouldConform(await bound.Ask(contract.Create, new Wish(sink.Url).ToString()), 201, null, "three-legged");
        text.ShouldNotContain(number);
        var path = $"{SubscriptionContract.Path}/{JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()}";

        (await contract.List.ShouldConform(await bound.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "its own")).ShouldBe($"[{text}]");
        (await contract.List.ShouldConform(await elsewhere.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "another number's")).ShouldBe("[]");
        await contract.Read.ShouldConform(await bound.Ask(HttpMethod.Get, $"{SubscriptionContract.Path}/{own}"), 404, "NOT_FOUND", "made with a two-legged token");
        await contract.Delete.ShouldConform(await bound.Ask(HttpMethod.Delete, $"{SubscriptionContract.Path}/{own}"), 404, "NOT_FOUND", "made with a two-legged token");
        await contract.Read.ShouldConform(await elsewhere.Ask(HttpMethod.Get, path), 404, "NOT_FOUND", "another number's token");
        await contract.Delete.ShouldConform(await elsewhere.Ask(HttpMethod.Delete, path), 404, "NOT_FOUND", "another number's token");
        (await contract.Read.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, path), 200, null, "the platform's own token")).ShouldBe(text);

        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""");

        var told = await sink.Next("deactivated");
        var ended = await sink.Next("subscription-ended");
        ended.Data.GetProperty("terminationReason").GetString().ShouldBe("NETWORK_TERMINATED");
        foreach (var sent in new[] { told, ended }) sent.Text.ShouldNotContain(number[1..]);
        await contract.Read.ShouldConform(await bound.Ask(HttpMethod.Get, path), 404, "NOT_FOUND", "after the tenure");
    }

    [Fact]
    public async Task Another_platforms_subscription_is_not_there()
    {
        var contract = await SubscriptionContract.Load();
        var number = await registry.Assigned();
        var id = await Subscribe(registry.Platform, new Wish("https://sink.example/", number));
        var path = $"{SubscriptionContract.Path}/{id}";
        await contract.Read.ShouldConform(await registry.OtherPlatform.Ask(HttpMethod.Get, path), 404, "NOT_FOUND", "another platform's");
        await contract.Delete.ShouldConform(await registry.OtherPlatform.Ask(HttpMethod.Delete, path), 404, "NOT_FOUND", "another platform's");
        (await contract.List.ShouldConform(await registry.OtherPlatform.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "another platform's")).ShouldNotContain(id);
        (await contract.Read.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, path), 200, null, "still there")).ShouldContain(id);
        foreach (var nothing in new[] { "sub_", "x", new string('y', 500), "..%2f" })
            await contract.Read.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, $"{SubscriptionContract.Path}/{nothing}"), 404, "NOT_FOUND", nothing);
    }

    [Fact]
    public async Task A_repeat_is_answered_as_it_was_the_first_time_and_another_one_like_it_is_refused()
    {
        var contract = await SubscriptionContract.Load();
        var number = await registry.Assigned();
        var wish = new Wish("https://sink.example/", number).ToString();
        var first = await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, wish, "chain-1"), 201, null, "first");
        (await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, wish, "chain-1"), 201, null, "again")).ShouldBe(first);
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, wish, "chain-2"), 409, "ALREADY_EXISTS", "another chain");
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, wish), 409, "ALREADY_EXISTS", "no correlator");
        await contract.Create.ShouldConform(await registry.Platform.Ask(contract.Create, new Wish("https://sink.example/other", number).ToString(), "chain-1"), 201, null, "another wish in the same chain");

        var (keyed, key) = (new Wish("https://sink.example/keyed", number), Guid.NewGuid().ToString());
        var made = await contract.Create.ShouldConform(await Keyed(contract, keyed, key), 201, null, "keyed");
        using var again = await Keyed(contract, keyed, key);
        (await contract.Create.ShouldConform(again, 201, null, "keyed again")).ShouldBe(made);
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        await contract.Create.ShouldConform(await Keyed(contract, keyed with { Name = "reassigned" }, key), 409, "ABORTED", "the key for another request");
        await contract.Create.ShouldConform(await Keyed(contract, keyed, new string('k', 129)), 400, "INVALID_ARGUMENT", "no key");
        (await contract.List.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "list")).Split(number).Length.ShouldBe(4, "three subscriptions and no more");
    }

    [Fact]
    public async Task A_number_has_eight_of_a_platform_and_a_hundred_of_many_numbers_are_listed_in_order()
    {
        var contract = await SubscriptionContract.Load();
        var (client, _) = await registry.NewPlatform("hundred");
        var ids = new List<string>();
        for (var number = 0; number < 13; number++)
        {
            var assigned = await registry.Assigned();
            for (var place = 0; place < 8; place++) ids.Add(await Subscribe(client, new Wish($"https://sink.example/{place}", assigned)));
            await contract.Create.ShouldConform(await client.Ask(contract.Create, new Wish("https://sink.example/8", assigned).ToString()), 429, "QUOTA_EXCEEDED", "a ninth");
        }

        var listed = JsonDocument.Parse(await contract.List.ShouldConform(await client.Ask(HttpMethod.Get, SubscriptionContract.Path), 200, null, "a hundred")).RootElement;
        listed.EnumerateArray().Select(s => s.GetProperty("id").GetString()).ShouldBe(ids);
    }

    [Fact]
    public async Task A_platform_has_a_thousand_and_not_one_more_until_one_is_over()
    {
        var contract = await SubscriptionContract.Load();
        var (client, id) = await registry.NewPlatform("thousand");
        var list = registry.App.Services.GetRequiredService<IGrainFactory>().GetGrain<ISubscriptionListGrain>(id);
        var number = await registry.Assigned();
        var first = await Subscribe(client, new Wish("https://sink.example/", number));
        for (var place = 1; place < 1000; place++) (await list.Reserve("sub_" + place.ToString(CultureInfo.InvariantCulture), number)).ShouldBeTrue();
        await contract.Create.ShouldConform(await client.Ask(contract.Create, new Wish("https://sink.example/2", number).ToString()), 429, "QUOTA_EXCEEDED", "one more");
        await contract.Delete.ShouldConform(await client.Ask(HttpMethod.Delete, $"{SubscriptionContract.Path}/{first}"), 204, null, "delete");
        await Subscribe(client, new Wish("https://sink.example/2", number));
    }

    [Fact]
    public async Task A_sink_that_is_down_is_told_when_it_is_up_again_with_the_same_id_and_in_order()
    {
        await using var sink = await Sink.Open();
        sink.Behaviour = static _ => 503;
        var number = await registry.Assigned();
        await Subscribe(registry.Platform, new Wish(sink.Url, number, "frozen-until"));
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""");
        var failed = await sink.Next("frozen-until");
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/reinstate", """{"subscriber":"customer"}""");
        (await sink.Next("frozen-until")).Id.ShouldBe(failed.Id, "the second waits for the first");

        sink.Behaviour = static _ => 200;

        var next = await sink.Next();
        while (next.Id == failed.Id) next = await sink.Next();
        next.Data.GetProperty("frozenUntil").GetDateTimeOffset().ShouldBe(next.Event.GetProperty("time").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var inside = await Sink.Open();
        await using var sink = await Sink.Open();
        sink.Behaviour = http =>
        {
            http.Response.Headers.Location = inside.Url;
            return 307;
        };
        var number = await registry.Assigned();
        await Subscribe(registry.Platform, new Wish(sink.Url, number));
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""");
        var told = await sink.Next("deactivated");
        (await sink.Next("deactivated")).Id.ShouldBe(told.Id, "a redirect is no receipt");
        inside.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sink_that_is_gone_ends_its_subscription_and_hears_nothing_more()
    {
        await using var sink = await Sink.Open();
        sink.Behaviour = static _ => 410;
        var number = await registry.Assigned();
        var id = await Subscribe(registry.Platform, new Wish(sink.Url, number, "frozen-until"));
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""");
        await sink.Next("frozen-until");
        await ShouldBeGone(id);
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/reinstate", """{"subscriber":"customer"}""");
        sink.IsEmpty.ShouldBeTrue();
    }

    private static async Task<string> Subscribe(HttpClient client, Wish wish)
    {
        var contract = await SubscriptionContract.Load();
        return JsonDocument.Parse(await contract.Create.ShouldConform(await client.Ask(contract.Create, wish.ToString()), 201, null, wish.Name)).RootElement.GetProperty("id").GetString()!;
    }

    private Task<HttpResponseMessage> Keyed(SubscriptionContract contract, Wish wish, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, contract.Create.Path) { Content = new StringContent(wish.ToString(), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return registry.Platform.SendAsync(request);
    }

    // The lane tells the number, and the number's next write is seen by the next read.
    private async Task ShouldBeGone(string id)
    {
        var contract = await SubscriptionContract.Load();
        await Wait.For(
            async () =>
            {
                using var answer = await registry.Platform.Ask(HttpMethod.Get, $"{SubscriptionContract.Path}/{id}");
                return answer.StatusCode == HttpStatusCode.NotFound;
            },
            TimeSpan.FromSeconds(60));
        await contract.Read.ShouldConform(await registry.Platform.Ask(HttpMethod.Get, $"{SubscriptionContract.Path}/{id}"), 404, "NOT_FOUND", "gone");
    }
}
