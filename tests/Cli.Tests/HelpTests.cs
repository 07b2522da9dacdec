using System.CommandLine;
using System.CommandLine.Parsing;

namespace RecycledNumbers.Cli.Tests;

public sealed class HelpTests
{
    [Fact]
    public void Every_command_has_an_example_and_every_example_is_a_command_that_can_be_given()
    {
        var root = Root.Build();
        var verbs = Verbs(root).ToArray();

        verbs.Where(static verb => verb.Subcommands.Count == 0 && verb.Examples.Count == 0).Select(static verb => verb.Name).ShouldBeEmpty();
        verbs.SelectMany(static verb => verb.Examples).SelectMany(example => Flaws(root, example)).ShouldBeEmpty();
    }

    private static IEnumerable<Verb> Verbs(Command command) => command.Subcommands.SelectMany(static sub => Verbs(sub).Prepend((Verb)sub));

    /// <summary>What is wrong with it, but for files that are not here.</summary>
    private static IEnumerable<string> Flaws(RootCommand root, string example)
    {
        // What the shell does with it is the shell's.
        var line = example[(example.IndexOf("rn ", StringComparison.Ordinal) + 3)..].Split([" > ", " >> ", " < ", ")"], StringSplitOptions.None)[0].Replace('\'', '"');
        return root.Parse(CommandLineParser.SplitCommandLine(line).ToArray()).Errors.Select(static error => error.Message)
            .Where(static message => !message.StartsWith("File does not exist", StringComparison.Ordinal)).Select(message => $"{example}: {message}");
    }
}
