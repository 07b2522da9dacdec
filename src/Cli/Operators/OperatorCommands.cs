using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Operators;

/// <summary>What an operator looks into when something is wrong.</summary>
internal static class OperatorCommands
{
    internal static Verb Build() => new("operator", "Operators: what is wrong.", "rn operator stuck")
    {
        Stuck(), Operation(),
    };

    private static Verb Stuck() => new Verb("stuck", "Numbers whose record can't be read.", "rn operator stuck") { Root.Limit }.Does(async call =>
    {
        var registry = call.Registry();
        await call.List<StuckAnswer>(
            async (after, limit) => await registry.ListStuckNumbersAsync(after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default,
            ("number", static s => s.Number), ("since", static s => s.Since), ("fault", static s => s.Fault));
    });

    private static Verb Operation()
    {
        var id = new Argument<string>("id") { Description = "The operation, as Location named it" };
        return new Verb("operation", "Whether a command that was in doubt was done. Whoever gave it may ask, too.", "rn operator operation op_…") { id }.Does(async call =>
            call.Screen.Show(await call.Registry().ReadOperationAsync(call.Need(id), call.Cancellation), static shown => Screen.Facts(("operation", shown.Id), ("state", shown.State))));
    }
}
