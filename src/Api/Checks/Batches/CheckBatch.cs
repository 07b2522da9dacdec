using System.Runtime.InteropServices;
using System.Threading.Channels;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Rows;

namespace RecycledNumbers.Api.Checks.Batches;

/// <summary>What a batch may cost.</summary>
/// <param name="MostRows">Rows that are answered.</param>
/// <param name="MostBytes">Bytes of the body, uncompressed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchLimits(int MostRows, long MostBytes);

/// <summary>
/// A batch of checks as a stream: rows are gathered to a window, a window is asked about as a whole, and while it is answered the next one is read. Memory is that of
/// three windows, however long the file is. A window is closed early when the client has sent no more yet, so that one who sends row by row is answered row by row.
/// </summary>
internal sealed class CheckBatch(HttpContext context, IBatchShape shape, BlockQuestioner questioner, BatchLimits limits)
{
    private const int Window = 32 * 1024;
    private const int FlushAt = 64 * 1024;

    internal async Task Answer(string mediaType, bool isGzip)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var spool = new Spool(context.Request.Body, stopping.Token);
        await using var inflated = isGzip ? new Inflated(spool, limits.MostBytes) : null;
        var windows = Channel.CreateBounded<Task<Gathered>>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        var reading = Read(spool, RowReader.Read(inflated ?? (Stream)spool, limits.MostRows, stopping.Token).GetAsyncEnumerator(stopping.Token), windows.Writer, stopping.Token);
        context.Response.ContentType = mediaType;
        try
        {
            await foreach (var window in windows.Reader.ReadAllAsync(context.RequestAborted)) await Write(await window);
            await reading;
        }
        finally
        {
            await stopping.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Read(Spool spool, IAsyncEnumerator<Row> rows, ChannelWriter<Task<Gathered>> windows, CancellationToken cancellation)
    {
        var (gathered, line) = (new Gathered(Window), 0L);
        try
        {
            while (true)
            {
                var next = rows.MoveNextAsync();
                if (gathered.Count == Window || (gathered.Count > 0 && !next.IsCompleted && spool.IsWaiting))
                {
                    await windows.WriteAsync(Ask(gathered, cancellation), cancellation);
                    gathered = new Gathered(Window);
                }

                if (!await next) break;
                gathered.Add(shape.Read(rows.Current));
                line = rows.Current.Line;
            }

            await Finish(windows, gathered, cancellation);
        }
        catch (ApiException flaw) when (line > 0)
        {
            // Rows before it have been answered, or will be: it is told in the place where the rows end.
            gathered.Add(new AskedRow { Line = line + 1, Day = -1, Error = flaw.Error, Detail = flaw.Message, Echo = "," });
            await Finish(windows, gathered, cancellation);
        }
        catch (Exception fault)
        {
            windows.Complete(fault);
        }
        finally
        {
            await rows.DisposeAsync();
        }
    }

    private async Task Finish(ChannelWriter<Task<Gathered>> windows, Gathered last, CancellationToken cancellation)
    {
        if (last.Count > 0) await windows.WriteAsync(Ask(last, cancellation), cancellation);
        windows.Complete();
    }

    private async Task<Gathered> Ask(Gathered window, CancellationToken cancellation)
    {
        await questioner.Answer(window.Rows, window.Count, cancellation);
        return window;
    }

    private async Task Write(Gathered window)
    {
        var output = context.Response.BodyWriter;
        for (var i = 0; i < window.Count; i++)
        {
            shape.Write(window.Rows[i], output);
            if (output.UnflushedBytes > FlushAt) await output.FlushAsync(context.RequestAborted);
        }

        await output.FlushAsync(context.RequestAborted);
    }

    /// <summary>Rows that are asked about together.</summary>
    private sealed class Gathered(int most)
    {
        internal AskedRow[] Rows { get; private set; } = new AskedRow[256];

        internal int Count { get; private set; }

        internal void Add(AskedRow row)
        {
            if (Count == Rows.Length)
            {
                var larger = new AskedRow[Math.Min(most + 1, Rows.Length * 4)];
                Rows.CopyTo(larger, 0);
                Rows = larger;
            }

            Rows[Count++] = row;
        }
    }
}
