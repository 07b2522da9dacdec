using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Operators;

/// <summary>Deliveries that were given up.</summary>
internal static class DeadLetterCommands
{
    internal static Verb Build() => new("deadletter", "Operators: deliveries that were given up.", "rn deadletter list", "rn deadletter replay msg_4k2v…")
    {
        All(), Replay(),
    };

    private static Verb All() => new Verb("list", "All of them, oldest first. Numbers are masked for admin:read.", "rn deadletter list --limit 1000 --json") { Root.Limit }.Does(async call =>
    {
        var registry = call.Registry();
        await call.List<DeadLetterAnswer>(
            async (after, limit) => await registry.ListDeadLettersAsync(after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default,
            ("id", static d => d.Id), ("to", static d => d.Destination), ("kind", static d => d.Kind), ("number", static d => d.Number), ("since", static d => d.CreatedAt), ("attempts", static d => d.Attempts), ("status", static d => d.LastStatus), ("error", static d => d.LastError));
    });

    private static Verb Replay()
    {
        var ids = new Argument<string[]>("ids") { Description = "The deliveries", Arity = ArgumentArity.OneOrMore };
        return new Verb("replay", "Makes them due again.", "rn deadletter replay msg_4k2v…") { ids, Root.Key }.Does(async call =>
        {
            if (call.Need(ids).Length > 1 && call.Get(Root.Key) is not null)
            {
                throw new UsageException("A --key is for one command: give one delivery with it.");
            }

            var registry = call.Registry();
            foreach (var id in call.Need(ids))
            {
                call.Screen.Show(await call.Command(key => registry.ReplayDeadLetterAsync(id, key, new Nothing(), call.Cancellation)), static queued => Screen.Facts(("queued", queued.Id)));
            }
        });
    }
}
