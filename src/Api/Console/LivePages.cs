using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace RecycledNumbers.Api.Console;

/// <summary>Tells open pages that there are newer figures (server-sent events). What is new the page fetches itself: one way to make it, with or without a script.</summary>
internal sealed class LivePages(KeptReader kept, TimeProvider time, IOptions<ConsoleOptions> options)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    // A page then asks again, and is asked again who it is.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private int open;

    /// <summary>News for one page, or null: as many wait already as may.</summary>
    internal IAsyncEnumerable<SseItem<string>>? Listen(CancellationToken gone)
    {
        if (Interlocked.Increment(ref open) <= options.Value.LivePages) return Tell(gone);
        Interlocked.Decrement(ref open);
        return null;
    }

    private async IAsyncEnumerable<SseItem<string>> Tell([EnumeratorCancellation] CancellationToken gone)
    {
        try
        {
            var started = time.GetTimestamp();
            var told = "";
            while (time.GetElapsedTime(started) < Longest && !gone.IsCancellationRequested)
            {
                var now = await kept.Read(CancellationToken.None);
                var mark = now.IsStale ? "stale" : string.Join(',', now.Figures.Values.Where(static f => !f.Name.Contains(':', StringComparison.Ordinal)).OrderBy(static f => f.Name, StringComparer.Ordinal).Select(static f => f.At.ToUnixTimeMilliseconds()));
                if (mark != told)
                {
                    told = mark;
                    yield return new SseItem<string>(now.IsStale ? "stale" : "fresh", "figures");
                }

                try
                {
                    await Task.Delay(Look, time, gone);
                }
                catch (OperationCanceledException)
                {
                    yield break;
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }
}
