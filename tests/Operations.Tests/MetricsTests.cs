using System.Net;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Operations.Tests;

public sealed partial class MetricsTests(Scraped silo)
{
    [Fact]
    public void The_table_of_metrics_in_the_operations_guide_is_what_the_program_exposes() =>
        Rows().Select(m => $"{m.Groups["name"].Value} | {m.Groups["type"].Value} | {m.Groups["labels"].Value.Replace("`", "", StringComparison.Ordinal).Trim()}")
            .Order(StringComparer.Ordinal).ShouldBe(Exposition.Own(silo.Page));

    [Fact]
    public void No_metric_holds_a_telephone_number() =>
        Digits().Matches(silo.Page).Select(m => m.Value).ShouldBeEmpty();

    [Fact]
    public async Task The_address_for_metrics_serves_nothing_else()
    {
        using var http = new HttpClient { BaseAddress = silo.Address };

        (await http.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync("/v1/numbers/+8613800177777")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static MatchCollection Rows() => Row().Matches(File.ReadAllText(Repository.File("docs/operations.md")));

    [GeneratedRegex(@"^\| `(?<name>recycled_numbers_\w+)` \| (?<type>\w+) \|(?<labels>[^|]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    // Numbers of the demo carrier's block, with or without plus sign.
    [GeneratedRegex(@"861380\d{7}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();
}
