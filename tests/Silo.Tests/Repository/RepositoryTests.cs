using System.Reflection;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Silo.Tests.Repository;

public sealed partial class RepositoryTests
{
    [Theory]
    [InlineData("Domain", "")]
    [InlineData("Contracts", "Domain")]
    [InlineData("Ledger", "Domain")]
    [InlineData("Grains", "Contracts,Domain,Ledger")]
    [InlineData("Api", "Contracts,Domain,Ledger")]
    public void A_project_references_no_more_than_the_architecture_allows(string project, string allowed)
    {
        var references = Assembly.Load($"RecycledNumbers.{project}").GetReferencedAssemblies()
            .Select(a => a.Name!).Where(n => n.StartsWith("RecycledNumbers.", StringComparison.Ordinal)).Select(n => n["RecycledNumbers.".Length..]);

        references.Except(allowed.Split(',')).ShouldBeEmpty();
    }

    [Fact]
    public void The_rules_cannot_reach_a_grain() =>
        Assembly.Load("RecycledNumbers.Domain").GetReferencedAssemblies().Select(a => a.Name).ShouldNotContain("Orleans.Core.Abstractions");

    [Fact]
    public void Both_READMEs_give_the_same_commands_and_they_name_what_is_there()
    {
        var english = Commands("README.md");

        Commands("README.zh-CN.md").ShouldBe(english);
        english.ShouldContain("dotnet run --project src/Silo -- --demo");
        english.ShouldContain("./test");
        File.Exists(Path.Combine(Root, "test")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/lifecycle.md")]
    [InlineData("docs/webhooks.md")]
    public void A_document_links_only_to_what_is_there(string document)
    {
        var links = Link().Matches(File.ReadAllText(Path.Combine(Root, document))).Select(m => m.Groups["target"].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal) && !l.StartsWith('#')).Select(l => l.Split('#')[0]);

        links.Where(l => !Path.Exists(Path.Combine(Root, Path.GetDirectoryName(document)!, l))).ShouldBeEmpty();
    }

    internal static string Root { get; } = Processes.Repository.Root;

    /// <summary>Lines of fenced blocks, without the comment that may stand behind a command.</summary>
    private static List<string> Commands(string file) =>
        [.. Fence().Matches(File.ReadAllText(Path.Combine(Root, file))).SelectMany(m => m.Groups["lines"].Value.Split('\n')).Select(l => l.Split(" #")[0].Trim()).Where(l => l.Length > 0)];

    [GeneratedRegex("```\n(?<lines>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
