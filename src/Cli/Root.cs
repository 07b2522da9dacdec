using System.CommandLine;
using System.CommandLine.Help;
using RecycledNumbers.Cli.Audit;
using RecycledNumbers.Cli.Batches;
using RecycledNumbers.Cli.Carriers;
using RecycledNumbers.Cli.Checks;
using RecycledNumbers.Cli.Completion;
using RecycledNumbers.Cli.Feeds;
using RecycledNumbers.Cli.Load;
using RecycledNumbers.Cli.Numbers;
using RecycledNumbers.Cli.Operators;
using RecycledNumbers.Cli.Platforms;
using RecycledNumbers.Cli.Profiles;
using RecycledNumbers.Cli.Unbindings;
using RecycledNumbers.Cli.Webhooks;

namespace RecycledNumbers.Cli;

/// <summary>All commands, and the options that many of them have.</summary>
internal static class Root
{
    internal const int MostRows = 100_000;

    internal static readonly Option<bool> Json = new("--json") { Description = "Answers as JSON, one object per line; errors as JSON on standard error", Recursive = true };
    internal static readonly Option<string?> Profile = new("--profile") { Description = "Which sign-in to use; RN_PROFILE, or 'default', unless said", Recursive = true };

    /// <summary>For commands that change something.</summary>
    internal static readonly Option<string?> Key = new("--key") { Description = "Idempotency-Key: repeat a command with the key that it had, and it is done once" };

    /// <summary>For commands on one number.</summary>
    internal static readonly Option<int?> Expect = new("--expect") { Description = "Generation that the number must have, else the command is refused" };

    /// <summary>For lists.</summary>
    internal static readonly Option<int> Limit = Whole.Within(new Option<int>("--limit") { Description = $"Most rows to show, 1 to {MostRows}", DefaultValueFactory = static _ => 100 }, 1, MostRows);

    internal static RootCommand Build()
    {
        var root = new RootCommand("""
            rn: the command line of RecycledNumbers, the registry for recycled telephone numbers.

            Exit codes: 0 done, 1 refused, 2 wrong arguments, 3 unreachable, 4 not signed in or not allowed, 5 in doubt, 6 fault of the registry, 7 tampering found, 130 Ctrl-C.
            """)
        {
            Json, Profile,
            NumberCommands.Build(), CheckCommand.Build(), BatchCommands.Build(), FeedCommands.Build(), PlatformCommands.Build(), CarrierCommands.Build(),
            UnbindingCommands.Build(), WebhookCommands.Build(),
            DeadLetterCommands.Build(), OperatorCommands.Build(), AuditCommands.Build(), LoadCommand.Build(), CompletionCommand.Build(),
        };
        foreach (var verb in LoginCommands.All())
        {
            root.Add(verb);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;
    }
}

/// <summary>Options that are whole numbers within limits.</summary>
internal static class Whole
{
    internal static Option<int> Within(Option<int> option, int least, int most)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var given) && (given < least || given > most))
            {
                result.AddError($"{option.Name} takes {least} to {most}.");
            }
        });
        return option;
    }
}
