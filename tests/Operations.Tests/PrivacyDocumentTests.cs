using System.Globalization;
using System.Text.RegularExpressions;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Grains.Retention;

namespace RecycledNumbers.Operations.Tests;

public sealed partial class PrivacyDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.File("docs/privacy.md"));

    [Fact]
    public void The_times_are_those_of_the_options()
    {
        var written = Time().Matches(Document).Select(m => (Setting: m.Groups["setting"].Value, Days: int.Parse(m.Groups["days"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))).ToArray();

        written.ShouldAllBe(w => w.Days == Days(w.Setting));
        written.Select(w => w.Setting).Distinct().ShouldBe(
            [.. typeof(RetentionOptions).GetProperties().Select(p => $"{RetentionOptions.Section}:{p.Name}"), "Batches:KeptFor", "contactRetentionDays"], ignoreOrder: true);
    }

    [Fact]
    public void Every_table_that_holds_what_tells_of_people_is_named()
    {
        // Those that hold none: blocks, clocks, days, the registry's own row, Orleans' tables, numbers whose record can't be read, counts, and hashes under signed roots.
        string[] impersonal = ["number_blocks", "simulated_clock", "feed_days", "registry", "batches", "stuck_numbers", "kept_figures", "outcome_times", "audit_roots"];
        var tables = Directory.GetFiles(Repository.File("src/Ledger/Migrations/PostgreSql"), "*.sql").SelectMany(static file => Table().Matches(File.ReadAllText(file))).Select(m => m.Groups["name"].Value)
            .Where(static name => !name.StartsWith("orleans", StringComparison.Ordinal)).Except(impersonal);

        tables.Where(static name => !Document.Contains($"`{name}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static double Days(string setting) => setting == "contactRetentionDays"
        ? CarrierPolicy.Default.ContactRetentionDays
        : ((TimeSpan)SettingsPage.Sections[setting.Split(':')[0]].GetProperty(setting.Split(':')[1])!.GetValue(Activator.CreateInstance(SettingsPage.Sections[setting.Split(':')[0]]))!).TotalDays;

    [GeneratedRegex(@"(?<days>[\d,]+) days \(`(?<setting>[\w:]+)`\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"^create table (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();
}
