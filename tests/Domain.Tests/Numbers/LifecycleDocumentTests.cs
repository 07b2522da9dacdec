using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tests.Numbers;

/// <summary><c>docs/lifecycle.md</c> says what the rules do, cell by cell.</summary>
public sealed class LifecycleDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.File("docs/lifecycle.md"));

    private static readonly Dictionary<string, string[]> Actual = LifecycleTable.Rows();

    private static readonly Dictionary<string, string[]> Written = Document.Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells.Length == 1 + LifecycleTable.Phases.Length)
        .ToDictionary(cells => cells[0], cells => cells[1..]);

    public static TheoryData<string> Commands => [.. Actual.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_table_says_what_the_rules_do(string command) =>
        Written.GetValueOrDefault(command, []).ShouldBe(Actual[command], $"The row is | {command} | {string.Join(" | ", Actual[command])} |");

    [Fact]
    public void The_table_has_a_column_for_each_phase_and_no_row_of_its_own() =>
        Written.Keys.Except(Actual.Keys).ShouldBe(["Command"]);

    [Fact]
    public void Every_event_is_listed() => LifecycleTable.AllEventNames.Where(name => !Document.Contains($"| `{name}` |", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_state_of_an_unbinding_is_listed() =>
        Enum.GetNames<UnbindingState>().Where(name => !Document.Contains($"| {char.ToLowerInvariant(name[0])}{name[1..]} |", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Limits_are_those_of_the_rules()
    {
        Document.ShouldContain($"| Bindings of one number | {NumberLifecycle.MostBindings} |");
        Document.ShouldContain($"| Inbound forwardings of one number | {NumberLifecycle.MostInbound} |");
        Document.ShouldContain($"| Subscriptions of one number | {NumberLifecycle.MostSubscriptions}, of one platform {NumberLifecycle.MostSubscriptionsOfPlatform} |");
        Document.ShouldContain($"| Backdating of a deactivation | {ServiceRules.Backdating.TotalDays} days |");
        Document.ShouldContain($"| Deferral of an unbinding | {UnbindingRules.LongestDeferral.TotalDays} days");
    }
}
