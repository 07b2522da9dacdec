using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Ledger.Events;

namespace RecycledNumbers.Api.Feeds;

/// <summary>
/// A closed day of a feed as a file. It is made anew for each request, out of a stretch of the ledger that can't change, so it is always the same bytes. It lies on disk while
/// the request lasts, because its signature goes out in front of it; memory is that of one look, however long the day was.
/// </summary>
internal sealed class FeedFiles(IEventLists events, KeyRing keys, IOptions<JsonOptions> json) : IDisposable
{
    /// <summary>Cursor to go on from by cursor, behind the file.</summary>
    internal const string NextCursor = "x-next-cursor";

    private const int AtOnce = 4;

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly SemaphoreSlim turns = new(AtOnce);

    internal async Task Send<TRow>(HttpContext context, IFeed<TRow> feed, EventDay day, FeedFormat format)
    {
        var date = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var signature = new DetachedJws(keys, ("feed", feed.Name), ("day", date), ("for", Caller.From(context.User)!.Party));
        await using var file = TemporaryFile.Create("rn-feed");
        await turns.WaitAsync(context.RequestAborted);
        try
        {
            await Make(feed, day, format, file, signature, context.RequestAborted);
        }
        finally
        {
            turns.Release();
        }

        var answer = context.Response;
        answer.ContentType = format.MediaType;
        answer.Headers.ContentDisposition = $"attachment; filename=\"{feed.Name}-{date}.{format.Name}\"";
        answer.Headers.Vary = "Accept-Encoding";
        answer.Headers[DetachedJws.Header] = signature.Sign();
        answer.Headers[NextCursor] = day.UpTo;
        file.Position = 0;
        if (TakesGzip(context.Request))
        {
            answer.Headers.ContentEncoding = "gzip";
            await using var zipped = new GZipStream(answer.Body, CompressionLevel.Fastest, leaveOpen: true);
            await file.CopyToAsync(zipped, context.RequestAborted);
        }
        else
        {
            answer.ContentLength = file.Length;
            await file.CopyToAsync(answer.Body, context.RequestAborted);
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task Make<TRow>(IFeed<TRow> feed, EventDay day, FeedFormat format, Stream file, DetachedJws signature, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        if (format == FeedFormat.Csv) Encoding.ASCII.GetBytes(feed.Header + "\n", buffer);
        for (string? cursor = null; ;)
        {
            var look = await events.Look(feed.Types, cursor, day, feed.Platform, cancellation);
            foreach (var happened in look.Rows)
                if (format == FeedFormat.Csv) Encoding.ASCII.GetBytes(feed.Line(happened) + "\n", buffer);
                else buffer.Write([.. JsonSerializer.SerializeToUtf8Bytes(feed.Row(happened), json.Value.SerializerOptions), .. LineEnd]);
            signature.Append(buffer.WrittenSpan);
            await file.WriteAsync(buffer.WrittenMemory, cancellation);
            buffer.ResetWrittenCount();
            if (look.IsEnd) return;
            cursor = look.Cursor;
        }
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(static coding => coding.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && coding.Quality is null or > 0);
}
