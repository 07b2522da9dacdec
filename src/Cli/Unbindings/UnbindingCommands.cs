using System.CommandLine;
using RecycledNumbers.Cli.Screens;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Unbindings;

/// <summary>What a platform, or a carrier's own system, is asked to unbind, and what came of it.</summary>
internal static class UnbindingCommands
{
    internal static Verb Build() => new("unbinding", "What you are asked to unbind, and what came of it.", "rn unbinding list", "rn unbinding outcome unb_7hq3… --outcome unbound")
    {
        All(), Outcome(), Outcomes(),
    };

    private static Verb All() => new Verb("list", "Open ones, in the order they were first asked.", "rn unbinding list --json") { Root.Limit }.Does(async call =>
    {
        var registry = call.Registry();
        await call.List<UnbindingAnswer>(
            async (after, limit) => await registry.ListUnbindingsAsync(after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default,
            ("id", static u => u.Id), ("number", static u => u.Number), ("account", static u => u.Account), ("reason", static u => u.Reason), ("state", static u => u.State), ("deadline", static u => u.Deadline));
    });

    private static Verb Outcome()
    {
        var id = new Argument<string>("id") { Description = "The unbinding" };
        var outcome = Choice.Of<UnbindingOutcome>("--outcome", "What came of it", isRequired: true);
        var reason = new Option<string?>("--reason") { Description = "Why; needed for refused" };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Until when, with its offset; needed for deferred" };
        return new Verb("outcome", "Reports what came of one.", "rn unbinding outcome unb_7hq3… --outcome unbound", "rn unbinding outcome unb_7hq3… --outcome refused --reason 'unpaid debt in court'")
        {
            id, outcome, reason, until, Root.Key,
        }.Does(async call =>
        {
            var registry = call.Registry();
            var body = new OutcomeRequest { Outcome = Choice.Member<UnbindingOutcome>(call.Need(outcome)!), Reason = call.Get(reason), Until = call.Get(until) };
            var settled = await call.Command(key => registry.ReportOutcomeAsync(call.Need(id), key, body, call.Cancellation));
            call.Screen.Show(settled, static shown => Screen.Facts(("id", shown.Id), ("number", shown.Number), ("account", shown.Account), ("state", shown.State)));
        });
    }

    private static Verb Outcomes()
    {
        var file = new Argument<FileInfo>("file") { Description = "NDJSON: id, outcome, reason, until" }.AcceptExistingOnly();
        var output = new Option<FileInfo?>("--out") { Description = "Where the results go; standard output unless said" };
        return new Verb("outcomes", "Reports what came of many, from a file.", "rn unbinding outcomes outcomes.ndjson") { file, output, Root.Key }.Does(async call =>
        {
            var registry = call.Registry();
            using var results = await call.Command(async key =>
            {
                await using var rows = call.Need(file).OpenRead();
                return await registry.ReportOutcomesAsync(key, rows, call.Cancellation);
            });
            await RowFiles.Keep(call, results, call.Get(output));
        });
    }
}
