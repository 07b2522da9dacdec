using System.Globalization;

namespace RecycledNumbers.Camara.Tests;

/// <summary>What is answered of a number.</summary>
public sealed class NumberTests(Registry registry)
{
    private const string Since = "2024-03-10";

    [Fact]
    public async Task A_two_legged_token_needs_a_number_and_a_three_legged_one_must_be_alone_with_its_own()
    {
        var number = await registry.Assigned();
        foreach (var operation in await Operation.All())
        {
            await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(null)), 422, "MISSING_IDENTIFIER", "two-legged, no number");
            await operation.ShouldConform(await registry.Bound(number).Ask(operation, operation.Body(number)), 422, "UNNECESSARY_IDENTIFIER", "three-legged, the same number");
            await operation.ShouldConform(await registry.Bound(number).Ask(operation, operation.Body("+12345", "2999-01-01")), 422, "UNNECESSARY_IDENTIFIER", "three-legged, another number");
            await operation.ShouldConform(await registry.Bound(number).Ask(operation, operation.Body(null)), 200, null, "three-legged");
        }
    }

    [Fact]
    public async Task An_unknown_number_is_404_even_for_a_date_in_the_future()
    {
        foreach (var operation in await Operation.All())
            foreach (var unknown in new[] { "+12345", registry.NextNumber(), "+8618600000000", "+999999999999999" })
                foreach (var date in new[] { "2024-06-01", "2999-01-01" })
                    await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(unknown, date)), 404, "IDENTIFIER_NOT_FOUND", $"{unknown} {date}");
    }

    [Fact]
    public async Task A_date_in_the_future_is_out_of_range_and_today_is_not()
    {
        var number = await registry.Assigned();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).DateTime);
        foreach (var operation in (await Operation.All()).Where(operation => operation.DateField is not null))
        {
            await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(number, Day(today))), 200, null, "today");
            // Two days on, so that midnight in Shanghai may pass between the two lines.
            await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(number, Day(today.AddDays(2)))), 400, "OUT_OF_RANGE", "the day after tomorrow");
            await operation.ShouldConform(await registry.Bound(number).Ask(operation, operation.Body(null, "9999-12-31")), 400, "OUT_OF_RANGE", "the last day");
        }
    }

    [Fact]
    public async Task Recycling_is_false_from_the_day_of_the_contract_on_and_true_once_nobody_has_the_number()
    {
        var check = await Of("/number-recycling/v0.2/check");
        var number = await registry.Assigned();

        (await check.ShouldConform(await registry.Platform.Ask(check, check.Body(number, Since)), 200, null, "the day itself")).ShouldBe("""{"phoneNumberRecycled":false}""");
        await check.ShouldConform(await registry.Platform.Ask(check, check.Body(number, "2024-03-09")), 422, "SERVICE_NOT_APPLICABLE", "before the registry knew it");
        (await check.ShouldConform(await registry.Platform.Ask(check, check.Body(await registry.Frozen(), Since)), 200, null, "frozen")).ShouldBe("""{"phoneNumberRecycled":true}""");
    }

    [Fact]
    public async Task Tenure_is_true_from_the_day_it_began_and_says_business_only_where_the_carrier_did()
    {
        var tenure = await Of("/kyc-tenure/v0.2/check-tenure");
        var number = await registry.Assigned();

        (await tenure.ShouldConform(await registry.Platform.Ask(tenure, tenure.Body(number, Since)), 200, null, "the day itself")).ShouldBe("""{"tenureDateCheck":true}""");
        (await tenure.ShouldConform(await registry.Platform.Ask(tenure, tenure.Body(number, "2024-03-09")), 200, null, "the day before")).ShouldBe("""{"tenureDateCheck":false}""");
        (await tenure.ShouldConform(await registry.Platform.Ask(tenure, tenure.Body(await registry.Assigned(usage: "business"), Since)), 200, null, "business"))
            .ShouldBe("""{"tenureDateCheck":true,"contractType":"Business"}""");
        await tenure.ShouldConform(await registry.Platform.Ask(tenure, tenure.Body(await registry.Frozen(), Since)), 404, "IDENTIFIER_NOT_FOUND", "frozen");
    }

    [Fact]
    public async Task Forwarding_is_told_by_its_kinds_and_never_by_its_target()
    {
        var unconditional = await Of("/call-forwarding-signal/v0.4/unconditional-call-forwardings");
        var all = await Of("/call-forwarding-signal/v0.4/call-forwardings");
        var number = await registry.Assigned();

        (await unconditional.ShouldConform(await registry.Platform.Ask(unconditional, unconditional.Body(number)), 200, null, "none")).ShouldBe("""{"active":false}""");
        (await all.ShouldConform(await registry.Platform.Ask(all, all.Body(number)), 200, null, "none")).ShouldBe("""["inactive"]""");
        foreach (var kind in new[] { "busy", "noAnswer", "notReachable" }) await registry.Forward(number, kind);
        (await unconditional.ShouldConform(await registry.Platform.Ask(unconditional, unconditional.Body(number)), 200, null, "conditional")).ShouldBe("""{"active":false}""");
        await registry.Forward(number, "unconditional");
        (await unconditional.ShouldConform(await registry.Platform.Ask(unconditional, unconditional.Body(number)), 200, null, "all")).ShouldBe("""{"active":true}""");
        (await all.ShouldConform(await registry.Platform.Ask(all, all.Body(number)), 200, null, "all"))
            .ShouldBe("""["unconditional","conditional_busy","conditional_no_answer","conditional_not_reachable"]""");
        foreach (var operation in new[] { unconditional, all })
            await operation.ShouldConform(await registry.Platform.Ask(operation, operation.Body(await registry.Frozen())), 422, "SERVICE_NOT_APPLICABLE", "frozen");
    }

    [Fact]
    public async Task A_token_of_a_tenure_that_is_over_sees_nothing_of_the_next_owner()
    {
        var number = await registry.Assigned();
        await Registry.Command(registry.Carrier, $"/v1/numbers/{number}/transfer", """{"subscriber":"another"}""");
        foreach (var operation in (await Operation.All()).Where(operation => !operation.Path.StartsWith("/number-recycling", StringComparison.Ordinal)))
        {
            await operation.ShouldConform(await registry.Bound(number, generation: 1).Ask(operation, operation.Body(null)), 404, "IDENTIFIER_NOT_FOUND", "the former owner's token");
            await operation.ShouldConform(await registry.Bound(number, generation: 2).Ask(operation, operation.Body(null)), 200, null, "the present owner's token");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<Operation> Of(string path) => (await Operation.All()).Single(operation => operation.Path == path);
}
