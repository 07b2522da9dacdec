using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;
using RecycledNumbers.Contracts.Owners;

namespace RecycledNumbers.Api.Tests.Holders;

/// <summary>What is tried against the two people is on one list (<c>docs/abuse.md</c>), each line with the test that tries it; and the registry counts what it refuses.</summary>
[Collection(Alone.Name)]
public sealed partial class AttackTests(Channels channels) : IClassFixture<Channels>
{
    private OwnerRegistry Registry => channels.Registry;

    [Fact]
    public void Every_attack_of_the_list_is_tried_by_the_test_that_it_names()
    {
        var named = Test().Matches(File.ReadAllText(Repository.File("docs/abuse.md"))).Select(m => (Class: m.Groups["class"].Value, Method: m.Groups["method"].Value)).ToArray();
        var tests = typeof(AttackTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Where(m => m.GetCustomAttributes<FactAttribute>().Any()).Select(m => (Class: m.DeclaringType!.Name, Method: m.Name)).ToHashSet();

        named.Length.ShouldBeGreaterThan(20);
        named.Where(t => !tests.Contains(t)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_ten_thousand_complaints_from_one_number_five_are_taken_and_the_others_leak_nothing_and_are_counted()
    {
        var number = await Registry.Transferred();
        using var holder = await channels.Holder(number);
        using var counted = new Counted();
        var answers = new ConcurrentBag<string>();
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
        {
            using var answer = await holder.Command("POST", "/v1/me/complaints", $$"""{"kind":"calls","sender":"spam {{i}}"}""");
            var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
            json.Remove("traceId");
            answers.Add(answer.IsSuccessStatusCode ? "made" : json.ToJsonString());
        });

        answers.Count(a => a == "made").ShouldBe(5);
        var refused = answers.Where(a => a != "made").Distinct().ShouldHaveSingleItem();
        refused.ShouldContain("too_many_complaints");
        refused.ShouldNotContain(number[1..]);
        refused.ShouldNotContain("spam");
        counted["too_many_cases"].ShouldBeGreaterThanOrEqualTo(9_995);
        (await Registry.North.Get("/v1/cases?limit=1000"))["items"]!.AsArray().Count(c => c!["number"]!.GetValue<string>() == number).ShouldBe(5);
        (await Registry.North.Get($"/v1/numbers/{number}/events?limit=1000"))["items"]!.AsArray().Count(e => e!["type"]!.GetValue<string>() == "complaintMade").ShouldBe(5);
    }

    [Theory]
    [InlineData("too_many_codes")]
    [InlineData("wrong_code")]
    [InlineData("tenure_over")]
    [InlineData("cross_site")]
    [InlineData("dead_link")]
    public async Task What_is_refused_is_counted(string reason)
    {
        var number = await Registry.Residual();
        using var holder = reason == "tenure_over" ? await channels.Holder(number) : null;
        using var visitor = new Visitor(Registry.Url);
        using var counted = new Counted();
        switch (reason)
        {
            case "too_many_codes":
                for (var i = 0; i < 4; i++) (await Registry.Anonymous.Ask("/v1/me/code", $$"""{"number":"{{number}}"}""")).Dispose();
                break;
            case "wrong_code":
                await (await Registry.Anonymous.Ask("/v1/me/token", $$"""{"number":"{{number}}","code":"123456"}""")).ShouldBeProblem(400, "invalid_code");
                break;
            case "tenure_over":
                await Registry.North.Command("POST", $"/v1/numbers/{number}/transfer", """{"subscriber":"ying"}""").ShouldBe(200);
                await (await holder!.Command("POST", "/v1/me/complaints", """{"kind":"calls","sender":"spam"}""")).ShouldBeProblem(404, "not_found");
                break;
            case "cross_site":
                await visitor.Post("/my", ("number", number));
                break;
            default:
                await visitor.Open($"/owner/accounts/{Registry.App.Services.GetRequiredService<OwnerLinks>().TokenOf(OwnerLinkUse.Accounts, new OwnerLink(number, 1, "en", UntilDay: 1))}");
                break;
        }

        counted[reason].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_form_sent_by_another_sites_page_does_nothing_though_the_browser_brings_the_cookies()
    {
        var number = await Registry.Residual();
        using var visitor = new Visitor(Registry.Url);
        await visitor.Enter(number, () => channels.Code(number));
        using var other = new Visitor(Registry.Url);
        await other.Open("/my");
        var stolen = Form().Match(other.Html).Groups["token"].Value; // A token that is good, of the attacker's own visit.
        await visitor.Post("/my/number/unbind", ("form", stolen));

        visitor.Status.ShouldBe(400);
        await visitor.Open("/my/number");
        visitor.Html.ShouldContain("1 still there");
    }

    /// <summary>Refusals since it was made, by reason.</summary>
    private sealed class Counted : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentDictionary<string, long> reasons = new();

        public Counted()
        {
            listener.InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Name == "recycled_numbers.holder.refusals") self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, value, tags, _) => reasons.AddOrUpdate(tags[0].Value!.ToString()!, value, (_, sum) => sum + value));
            listener.Start();
        }

        public long this[string reason] => reasons.GetValueOrDefault(reason);

        public void Dispose() => listener.Dispose();
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Test();

    [GeneratedRegex("name=\"form\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
