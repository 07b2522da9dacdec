using System.Threading.Channels;

namespace RecycledNumbers.Api.Rows;

/// <summary>Answers a stream of rows with a stream of lines: several rows at work at a time, answers in order, memory the same for ten rows as for a million.</summary>
internal static class RowStream
{
    private const int FlushAt = 16 * 1024;

    /// <param name="context">The request.</param>
    /// <param name="mediaType">Of the answer.</param>
    /// <param name="limits">What the body may cost.</param>
    /// <param name="begin">Begins the work on a row; called in order, one at a time. Its result is the row's line without its end; empty for none.</param>
    internal static async Task Answer(HttpContext context, string mediaType, RowLimits limits, Func<Row, Task<byte[]>> begin)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var spool = new Spool(context.Request.Body, stopping.Token);
        var work = Channel.CreateBounded<Task<byte[]>>(new BoundedChannelOptions(limits.AtOnce) { SingleReader = true, SingleWriter = true });
        var reading = Begin(RowReader.Read(spool, limits.MostRows, stopping.Token), begin, work.Writer, stopping.Token);
        context.Response.ContentType = mediaType;
        try
        {
            await Write(context, work.Reader);
            await reading;
        }
        finally
        {
            await stopping.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Begin(IAsyncEnumerable<Row> rows, Func<Row, Task<byte[]>> begin, ChannelWriter<Task<byte[]>> work, CancellationToken cancellation)
    {
        try
        {
            await foreach (var row in rows.WithCancellation(cancellation)) await work.WriteAsync(begin(row), cancellation);
            work.Complete();
        }
        catch (Exception fault)
        {
            // It goes to the client in the place where the rows end.
            work.Complete(fault);
        }
    }

    private static async Task Write(HttpContext context, ChannelReader<Task<byte[]>> work)
    {
        var output = context.Response.BodyWriter;
        await foreach (var line in work.ReadAllAsync(context.RequestAborted))
        {
            // What is there already leaves before a wait, so that a client that sends row by row is answered row by row.
            if (!line.IsCompleted && output.UnflushedBytes > 0) await output.FlushAsync(context.RequestAborted);
            Append(output, await line);
            if (output.UnflushedBytes > FlushAt || !work.TryPeek(out _)) await output.FlushAsync(context.RequestAborted);
        }
    }

    private static void Append(System.IO.Pipelines.PipeWriter output, byte[] line)
    {
        if (line.Length == 0) return;
        var span = output.GetSpan(line.Length + 1);
        line.CopyTo(span);
        span[line.Length] = (byte)'\n';
        output.Advance(line.Length + 1);
    }
}
