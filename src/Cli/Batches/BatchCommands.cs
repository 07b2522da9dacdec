using System.CommandLine;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Batches;

/// <summary>Files of many rows, worked through by the registry.</summary>
internal static class BatchCommands
{
    private static readonly Argument<string> Id = new("id") { Description = "The batch, such as batch_0197…" };

    internal static Verb Build() => new("batch", "Files of many rows, worked through by the registry.", "rn batch send deactivations.csv --content deactivations")
    {
        Send(), Watch(), Show(), All(), Results(), Cancel(),
    };

    private static Verb Send()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV with a header, or NDJSON; .gz if you like" }.AcceptExistingOnly();
        var content = Choice.Of<BatchContent>("--content", "What its rows ask for", isRequired: true);
        var format = RowFiles.Format();
        var again = new Option<bool>("--again") { Description = "Take the same file in anew" };
        var refused = new Option<FileInfo?>("--refused") { Description = "Where the rows go that are refused; FILE.refused.csv or .ndjson unless said" };
        var detach = new Option<bool>("--detach") { Description = "End as soon as the file is taken in" };
        return new Verb("send", """
            Sends a file, shows how far it is, and keeps what was refused in a file beside it.
            Ctrl-C while it is sent: nothing is done. Ctrl-C afterwards: the batch goes on in the registry. The same command again goes on watching: the registry knows the file.
            """,
            "rn batch send deactivations.csv --content deactivations", "rn batch send night.ndjson.gz --content assignments --detach --json")
        {
            file, content, format, again, refused, detach, Root.Key,
        }.Does(async call =>
        {
            var rows = call.Need(file);
            var form = RowFiles.FormatOf(rows, call.Get(format));
            var watch = new BatchWatch(call, call.Registry());
            var sent = await watch.Send(rows, Choice.Member<BatchContent>(call.Need(content)!), form, call.Get(again));
            if (call.Get(detach))
            {
                call.Screen.Show(sent.Batch, BatchViews.Whole);
                return ExitCode.Done;
            }

            return await watch.UntilDone(sent, form, call.Get(refused) ?? RowFiles.Beside(rows, "refused", form));
        });
    }

    private static Verb Watch()
    {
        var refused = new Option<FileInfo?>("--refused") { Description = "Where the rows go that are refused; ID.refused.csv unless said" };
        return new Verb("watch", "Shows how far a batch is, until it is done.", "rn batch watch batch_01970c6e5d8e7d3fb3b2a0e6c1c5f9aa") { Id, refused }.Does(async call =>
        {
            var registry = call.Registry();
            var batch = await registry.ReadBatchAsync(call.Need(Id), call.Cancellation);
            return await new BatchWatch(call, registry).UntilDone(new SentBatch(batch, Known: false), RowFormat.Csv, call.Get(refused) ?? new FileInfo($"{batch.Id}.refused.csv"));
        });
    }

    private static Verb Show() => new Verb("show", "How far it is.", "rn batch show batch_01970c6e5d8e7d3fb3b2a0e6c1c5f9aa") { Id }
        .Does(async call => call.Screen.Show(await call.Registry().ReadBatchAsync(call.Need(Id), call.Cancellation), BatchViews.Whole));

    private static Verb All() => new Verb("list", "Your batches, newest first.", "rn batch list") { Root.Limit }.Does(async call =>
    {
        var registry = call.Registry();
        await call.List<BatchAnswer>(
            async (after, limit) => await registry.ListBatchesAsync(after, limit, call.Cancellation) is var page ? (page.Items, page.Next) : default,
            ("id", static b => b.Id), ("content", static b => b.Content), ("state", static b => b.State), ("rows", static b => b.Rows), ("done", static b => b.Done), ("refused", static b => b.Refused), ("since", static b => b.CreatedAt));
    });

    private static Verb Results()
    {
        var only = new Option<bool>("--only-refused") { Description = "Leave out the rest" };
        var output = new Option<FileInfo?>("--out") { Description = "Where they go; standard output unless said" };
        var format = Choice.Of<RowFormat>("--format", "Their form; csv unless said");
        return new Verb("results", "What became of each row that has its answer.", "rn batch results batch_01970c6e5d8e7d3fb3b2a0e6c1c5f9aa --only-refused") { Id, only, output, format }.Does(async call =>
        {
            var form = Choice.MemberOrNull<RowFormat>(call.Get(format)) ?? (call.Screen.IsJson ? RowFormat.Ndjson : RowFormat.Csv);
            using var rows = await call.Registry().ReadBatchResultsAsync(call.Need(Id), form, call.Get(only), call.Cancellation);
            await RowFiles.Keep(call, rows, call.Get(output));
        });
    }

    private static Verb Cancel() => new Verb("cancel", "Calls it off. What was done stays done; the rest is left.", "rn batch cancel batch_01970c6e5d8e7d3fb3b2a0e6c1c5f9aa") { Id, Root.Key }.Does(async call =>
    {
        var registry = call.Registry();
        call.Screen.Show(await call.Command(key => registry.CancelBatchAsync(call.Need(Id), key, call.Cancellation)), BatchViews.Whole);
    });
}
