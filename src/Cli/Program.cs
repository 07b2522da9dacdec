using System.CommandLine;
using System.CommandLine.Invocation;
using RecycledNumbers.Cli;
using RecycledNumbers.Cli.Screens;

var parsed = Root.Build().Parse(args);
if (parsed.Action is ParseErrorAction && parsed.GetResult(Root.Json) is not null)
{
    new Screen(isJson: true).Fault(new Said(ExitCode.Usage, "usage", string.Join(' ', parsed.Errors.Select(static error => error.Message))));
    return (int)ExitCode.Usage;
}

var code = await parsed.InvokeAsync(new InvocationConfiguration
{
    // After Ctrl-C there is a file to finish and a sentence to say.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
});
return parsed.Action is ParseErrorAction ? (int)ExitCode.Usage : code;
