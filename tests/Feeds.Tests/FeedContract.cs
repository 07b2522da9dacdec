using System.Globalization;

namespace RecycledNumbers.Feeds.Tests;

/// <summary>What feeds give to whom, alike on every database.</summary>
public abstract partial class FeedContract(Registry registry)
{
    [Fact]
    public async Task A_platform_is_told_of_numbers_that_carry_its_own_accounts_and_of_no_others()
    {
        var (ride, bank) = (await registry.Ride.End(Pulling.Bindings), await registry.Bank.End(Pulling.Bindings));
        var (a, tokens) = await registry.Bound(registry.Ride);
        var (b, _) = await registry.Bound(registry.Bank);
        var (c, _) = await registry.Bound(registry.Bank, registry.Ride);
        var (d, _) = await registry.Bound();
        foreach (var number in (string[])[a, b, c, d]) await registry.Deactivate(number);
        await registry.Do(a, "reinstate", """{"subscriber":"first"}""");

        var told = (await registry.Ride.Pull(Pulling.Bindings, ride)).Items;

        told.Told().ShouldBe([(a, "deactivated"), (c, "deactivated"), (a, "reinstated")]);
        told[0].AsObject().Select(static field => field.Key).ShouldBe(["number", "event", "tenureToken", "at", "effectiveAt", "frozenUntil"]);
        told[0]["tenureToken"]!.GetValue<string>().ShouldBe(tokens[0]);
        (Instant(told[0]["frozenUntil"]!) - Instant(told[0]["effectiveAt"]!)).ShouldBe(TimeSpan.FromDays(90));
        (await registry.Bank.Pull(Pulling.Bindings, bank)).Items.Told().ShouldBe([(b, "deactivated"), (c, "deactivated")]);
    }

    [Fact]
    public async Task Ports_and_suspensions_are_told_apart_from_deactivations_and_are_no_business_of_senders()
    {
        var (own, all) = (await registry.Ride.End(Pulling.Bindings), await registry.Sender.End(Pulling.Numbers));
        var (number, _) = await registry.Bound(registry.Ride);
        await registry.Do(number, "suspend");
        await registry.Do(number, "resume");
        await registry.Do(number, "suspend");
        await registry.Do(number, "port", """{"toCarrier":"south"}""");

        var told = (await registry.Ride.Pull(Pulling.Bindings, own)).Items;

        told.Told().ShouldBe([(number, "suspended"), (number, "resumed"), (number, "suspended"), (number, "ported")]);
        told.ShouldAllBe(static item => item["effectiveAt"] == null && item["frozenUntil"] == null);
        (await registry.Sender.Pull(Pulling.Numbers, all)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transfer_is_told_with_the_tenure_that_it_ended_and_the_next_tenure_is_not_told_at_all()
    {
        var (own, all) = (await registry.Ride.End(Pulling.Bindings), await registry.Sender.End(Pulling.Numbers));
        var (number, tokens) = await registry.Bound(registry.Ride);
        await registry.Do(number, "transfer", """{"subscriber":"second"}""");
        await registry.Do(number, "suspend");
        await registry.Deactivate(number);

        var told = (await registry.Ride.Pull(Pulling.Bindings, own)).Items;

        told.Told().ShouldBe([(number, "transferred")]);
        told[0]["tenureToken"]!.GetValue<string>().ShouldBe(tokens[0]);
        (await registry.Sender.Pull(Pulling.Numbers, all)).Items.Told().ShouldBe([(number, "transferred"), (number, "deactivated")]);
    }

    [Fact]
    public async Task An_account_that_was_removed_before_is_no_reason_to_be_told()
    {
        var own = await registry.Ride.End(Pulling.Bindings);
        var (number, _) = await registry.Bound(registry.Ride);
        using (var remove = new HttpRequestMessage(HttpMethod.Delete, $"/v1/numbers/{number}/bindings/a"))
        {
            remove.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            (await registry.Ride.SendAsync(remove)).IsSuccessStatusCode.ShouldBeTrue();
        }

        await registry.Deactivate(number);

        (await registry.Ride.Pull(Pulling.Bindings, own)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sender_is_told_a_number_an_event_and_a_month_and_nothing_else()
    {
        var all = await registry.Sender.End(Pulling.Numbers);
        var (number, _) = await registry.Bound();
        await registry.Deactivate(number);

        var told = (await registry.Sender.Pull(Pulling.Numbers, all)).Items.ShouldHaveSingleItem().AsObject();

        told.Select(static field => field.Key).ShouldBe(["number", "event", "month"]);
        told.ToJsonString().ShouldNotContain("arrears");
        DateOnly.TryParseExact(told["month"]!.GetValue<string>(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_pulls_while_others_write_sees_everything_once()
    {
        var (own, all) = (await registry.Ride.End(Pulling.Bindings), await registry.Sender.End(Pulling.Numbers));
        var numbers = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => registry.Bound(registry.Ride)));
        var writing = Task.WhenAll(numbers.Select(bound => registry.Deactivate(bound.Number)));
        var (platform, sender) = (new List<string>(), new List<string>());
        for (var isLast = false; !isLast;)
        {
            // What was written before the last round began is in it.
            isLast = writing.IsCompleted;
            own = await Round(registry.Ride, Pulling.Bindings, own, platform);
            all = await Round(registry.Sender, Pulling.Numbers, all, sender);
        }

        await writing;
        var expected = numbers.Select(static bound => bound.Number).Order(StringComparer.Ordinal).ToList();
        platform.Order(StringComparer.Ordinal).ShouldBe(expected);
        sender.Order(StringComparer.Ordinal).ShouldBe(expected);
    }

    private static async Task<string?> Round(HttpClient client, string feed, string? after, List<string> into)
    {
        var (items, cursor) = await client.Pull(feed, after, limit: 7);
        into.AddRange(items.Told().Where(static told => told.Event == "deactivated").Select(static told => told.Number));
        return cursor;
    }

    private static DateTimeOffset Instant(System.Text.Json.Nodes.JsonNode at) => DateTimeOffset.Parse(at.GetValue<string>(), CultureInfo.InvariantCulture);
}

public sealed class SqliteFeedTests(SqliteRegistry registry) : FeedContract(registry), IClassFixture<SqliteRegistry>;

public sealed class PostgresFeedTests(PostgresRegistry registry) : FeedContract(registry), IClassFixture<PostgresRegistry>;
