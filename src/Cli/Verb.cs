using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RecycledNumbers.Cli;

/// <summary>A command with examples in its help.</summary>
internal sealed class Verb : Command
{
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="examples">Command lines that <c>--help</c> shows.</param>
    public Verb(string name, string description, params string[] examples) : base(name, description) => Examples = examples;

    public IReadOnlyList<string> Examples { get; }

    /// <summary>What it does; it ends with 0 unless something goes wrong.</summary>
    public Verb Does(Func<Call, Task> work) => Does(async call =>
    {
        await work(call);
        return ExitCode.Done;
    });

    /// <summary>What it does.</summary>
    public Verb Does(Func<Call, Task<ExitCode>> work)
    {
        SetAction(async (parsed, cancellation) => (int)await Call.Run(parsed, work, cancellation));
        return this;
    }
}

/// <summary>Help, and behind it the examples.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb { Examples.Count: > 0 } verb)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
