using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Operations.Tests;

public sealed partial class DashboardTests(Scraped silo)
{
    private const string NoPrometheus = "Prometheus is not installed: apt-get install prometheus.";

    [Theory]
    [InlineData("overview")]
    [InlineData("deliveries")]
    [InlineData("ledger")]
    public async Task Every_panel_of_a_dashboard_has_something_to_show(string dashboard)
    {
        Assert.SkipWhen(silo.Prometheus is null, NoPrometheus);
        var queries = Panels(dashboard).SelectMany(p => p["targets"]!.AsArray().Select(t => (Panel: p["title"]!.ToString(), Expression: t!["expr"]!.ToString()))).ToArray();

        var empty = new List<string>();
        foreach (var (panel, expression) in queries)
        {
            if (!await silo.Prometheus!.Has(expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal), Scraped.Patience))
            {
                empty.Add($"{panel}: {expression}");
            }
        }

        empty.ShouldBeEmpty();
        queries.Length.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task The_alert_rules_can_be_loaded()
    {
        Assert.SkipWhen(silo.Prometheus is null, NoPrometheus);

        (await Prometheus.Check("rules", Repository.File("deploy/prometheus/alerts.yml"))).ShouldBe("");
        (await Prometheus.Check("config", Repository.File("deploy/prometheus/prometheus.yml"))).ShouldBe("");
    }

    [Fact]
    public void An_alert_asks_only_for_metrics_that_are_exposed()
    {
        string[] fromElsewhere = ["up"];
        var asked = Expression().Matches(Rules()).SelectMany(e => Metric().Matches(e.Groups["expression"].Value)).Select(m => m.Value).Distinct().ToArray();

        asked.Except(Exposition.Names(silo.Page)).Except(fromElsewhere).ShouldBeEmpty();
        asked.ShouldContain("recycled_numbers_wake_lag_seconds");
    }

    [Fact]
    public void Every_alert_has_its_line_in_the_operations_guide()
    {
        var guide = AlertRow().Matches(File.ReadAllText(Repository.File("docs/operations.md")).Split("## Alerts")[1]).Select(m => m.Groups["name"].Value);

        guide.ShouldBe(Alert().Matches(Rules()).Select(m => m.Groups["name"].Value));
    }

    private static string Rules() => File.ReadAllText(Repository.File("deploy/prometheus/alerts.yml"));

    private static IEnumerable<JsonNode> Panels(string dashboard) =>
        JsonNode.Parse(File.ReadAllText(Repository.File($"deploy/grafana/dashboards/{dashboard}.json")))!["panels"]!.AsArray().Select(p => p!);

    [GeneratedRegex(@"^ +expr: (?<expression>.*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(recycled_numbers_\w+|http_\w+_(count|sum|bucket)|up)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"- alert: (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| `(?<name>[A-Z][a-z]\w+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AlertRow();
}
