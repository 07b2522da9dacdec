using System.CommandLine;
using System.CommandLine.Invocation;
using RecycledNumbers.Cli;

var parsed = Root.Build().Parse(args);
var code = await parsed.InvokeAsync(new InvocationConfiguration
{
    // After Ctrl-C there is a file to finish and a sentence to say.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
});
return parsed.Action is ParseErrorAction ? (int)ExitCode.Usage : code;
