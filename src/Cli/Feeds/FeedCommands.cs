using System.CommandLine;
using RecycledNumbers.Cli.Profiles;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Feeds;

/// <summary>What happened to numbers, by cursor and by day.</summary>
internal static class FeedCommands
{
    private static readonly Argument<string> Feed = Named();

    internal static Verb Build() => new("feed", "Platforms: what happened to numbers, by cursor and by day.", "rn feed pull bindings --cursor bindings.cursor --json")
    {
        Pull(), Day(),
    };

    private static Argument<string> Named()
    {
        var feed = new Argument<string>("feed") { Description = "bindings: numbers with an account of yours; numbers: all of them, for accredited senders" };
        feed.AcceptOnlyFromAmong("bindings", "numbers");
        return feed;
    }

    private static Verb Pull()
    {
        var after = new Option<string?>("--after") { Description = "Cursor to go on from; from the start unless said" };
        var cursor = new Option<FileInfo?>("--cursor") { Description = "File that holds the cursor: read before, written after each page, so that nothing is missed" };
        return new Verb("pull", "What has happened since a cursor, up to now.", "rn feed pull numbers", "rn feed pull bindings --cursor bindings.cursor --json >> changes.ndjson") { Feed, after, cursor }.Does(async call =>
        {
            var registry = call.Registry();
            var from = call.Get(cursor) is { Exists: true } file ? (await File.ReadAllTextAsync(file.FullName, call.Cancellation)).Trim() : call.Get(after);
            var isLast = false;
            while (!isLast)
            {
                var next = call.Need(Feed) == "bindings" ? await Bindings(call, registry, from) : await Numbers(call, registry, from);
                isLast = next is null;
                from = next ?? from;
                if (!isLast && call.Get(cursor) is { } kept)
                {
                    OwnFiles.Write(kept.FullName, from!);
                }
            }

            if (call.Get(cursor) is null && from is not null)
            {
                call.Screen.Note($"Go on with: --after {from}");
            }
        });
    }

    private static async Task<string?> Bindings(Call call, RegistryClient registry, string? after)
    {
        var page = await registry.ReadBindingFeedAsync(after, 1000, call.Cancellation);
        if (page.Items.Count > 0)
        {
            call.Screen.List(page.Items, ("number", static c => c.Number), ("event", static c => c.Event), ("at", static c => c.At), ("frozen until", static c => c.FrozenUntil), ("tenure token", static c => c.TenureToken));
        }

        return page.Next;
    }

    private static async Task<string?> Numbers(Call call, RegistryClient registry, string? after)
    {
        var page = await registry.ReadNumberFeedAsync(after, 1000, call.Cancellation);
        if (page.Items.Count > 0)
        {
            call.Screen.List(page.Items, ("number", static c => c.Number), ("event", static c => c.Event), ("month", static c => c.Month));
        }

        return page.Next;
    }

    private static Verb Day()
    {
        var date = new Option<DateOnly>("--date") { Description = "The day (UTC)", Required = true };
        var format = Choice.Of<RowFormat>("--format", "Its form; csv unless said");
        var output = new Option<FileInfo?>("--out") { Description = "Where it goes, with its signature beside it in FILE.jws; standard output, without signature, unless said" };
        return new Verb("day", "One day as a file, for ever the same.", "rn feed day numbers --date 2026-11-23 --out numbers-2026-11-23.csv") { Feed, date, format, output }.Does(async call =>
        {
            var registry = call.Registry();
            var form = Choice.MemberOrNull<RowFormat>(call.Get(format)) ?? RowFormat.Csv;
            using var day = call.Need(Feed) == "bindings" ? await registry.ReadBindingFileAsync(call.Need(date), form, call.Cancellation) : await registry.ReadNumberFileAsync(call.Need(date), form, call.Cancellation);
            await RowFiles.Keep(call, day, call.Get(output));
            if (call.Get(output) is { } kept && day.Header("x-jws-signature") is { } signature)
            {
                await File.WriteAllTextAsync($"{kept.FullName}.jws", signature, call.Cancellation);
            }
        });
    }
}
