using System.Net.Http.Headers;

namespace RecycledNumbers.Client;

/// <summary>Forms of a file of rows.</summary>
public enum RowFormat
{
    /// <summary>CSV, UTF-8, header first.</summary>
    Csv,

    /// <summary>A JSON object per line.</summary>
    Ndjson,
}

/// <summary>A batch that was taken in.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Known">The registry had this very file already; this is the batch of then.</param>
public sealed record SentBatch(BatchAnswer Batch, bool Known);

/// <summary>A file that is being read from the registry.</summary>
/// <param name="answer">The answer that it comes in.</param>
public sealed class RegistryFile(HttpResponseMessage answer) : IDisposable
{
    /// <summary>A header of the answer, or null: <c>x-jws-signature</c>, <c>x-next-cursor</c>.</summary>
    public string? Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>Its bytes, as they come.</summary>
    public Task<Stream> Open(CancellationToken cancellation = default) => answer.Content.ReadAsStreamAsync(cancellation);

    /// <inheritdoc />
    public void Dispose() => answer.Dispose();
}

// Files are larger than memory on either side: they go as streams.
public partial class RegistryClient
{
    /// <summary>Takes in a file of rows (<c>POST /v1/batches</c>). It can be sent again with the same key, or as the same file with another: it is taken in once.</summary>
    /// <param name="key">Your own id of this command.</param>
    /// <param name="content">What its rows ask for.</param>
    /// <param name="format">Its form.</param>
    /// <param name="file">The file.</param>
    /// <param name="again">Take the same file in anew.</param>
    /// <param name="isGzip">It is packed.</param>
    /// <param name="cancellation">Stops the upload: nothing is done then.</param>
    public async Task<SentBatch> SendBatchAsync(string key, BatchContent content, RowFormat format, Stream file, bool again = false, bool isGzip = false, CancellationToken cancellation = default)
    {
        using var request = Rows(HttpMethod.Post, $"v1/batches?content={NameOf(content)}{(again ? "&again=true" : "")}", format, file, isGzip);
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await Send(request, HttpCompletionOption.ResponseContentRead, cancellation);
        var known = answer.Headers.Contains("Idempotent-Replayed");
        var batch = await ReadObjectResponseAsync<BatchAnswer>(answer, Headers(answer), cancellation);
        return new SentBatch(batch.Object, known);
    }

    /// <summary>What became of a batch, row by row (<c>GET /v1/batches/{id}/results</c>).</summary>
    public Task<RegistryFile> ReadBatchResultsAsync(string id, RowFormat format, bool onlyRefused = false, CancellationToken cancellation = default) =>
        Read($"v1/batches/{Uri.EscapeDataString(id)}/results{(onlyRefused ? "?only=refused" : "")}", format, cancellation);

    /// <summary>Asks about every row of a file (<c>POST /v1/checks/batch</c>). Answers come while it is being sent.</summary>
    public async Task<RegistryFile> CheckBatchAsync(RowFormat format, Stream file, bool isGzip = false, CancellationToken cancellation = default)
    {
        using var request = Rows(HttpMethod.Post, "v1/checks/batch", format, file, isGzip);
        return new RegistryFile(await Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation));
    }

    /// <summary>Reports what came of many unbindings (<c>POST /v1/unbindings/outcomes</c>), as NDJSON.</summary>
    public async Task<RegistryFile> ReportOutcomesAsync(string key, Stream rows, CancellationToken cancellation = default)
    {
        using var request = Rows(HttpMethod.Post, "v1/unbindings/outcomes", RowFormat.Ndjson, rows, isGzip: false);
        request.Headers.Add("Idempotency-Key", key);
        return new RegistryFile(await Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation));
    }

    /// <summary>A day of the feed of numbers that carry the platform's own accounts (<c>GET /v1/feeds/bindings/daily</c>).</summary>
    public Task<RegistryFile> ReadBindingFileAsync(DateOnly date, RowFormat format = RowFormat.Csv, CancellationToken cancellation = default) =>
        Read(FormattableString.Invariant($"v1/feeds/bindings/daily?date={date:yyyy-MM-dd}&format={NameOf(format)}"), format, cancellation);

    /// <summary>A day of the feed for accredited senders (<c>GET /v1/feeds/numbers/daily</c>).</summary>
    public Task<RegistryFile> ReadNumberFileAsync(DateOnly date, RowFormat format = RowFormat.Csv, CancellationToken cancellation = default) =>
        Read(FormattableString.Invariant($"v1/feeds/numbers/daily?date={date:yyyy-MM-dd}&format={NameOf(format)}"), format, cancellation);

    /// <summary>One number's history with its proofs (<c>GET /v1/audit/{number}</c>).</summary>
    public Task<RegistryFile> ExportAuditAsync(string number, CancellationToken cancellation = default) => Read($"v1/audit/{Uri.EscapeDataString(number)}", "application/json", cancellation);

    /// <summary>All events under a root (<c>GET /v1/audit/roots/{index}/events</c>), as NDJSON.</summary>
    public Task<RegistryFile> ReadAuditEventsAsync(long root, CancellationToken cancellation = default) => Read(FormattableString.Invariant($"v1/audit/roots/{root}/events"), MediaType(RowFormat.Ndjson), cancellation);

    /// <summary>Hashes of the events under a root, 32 bytes each (<c>GET /v1/audit/roots/{index}/leaves</c>).</summary>
    public Task<RegistryFile> ReadAuditLeavesAsync(long root, CancellationToken cancellation = default) => Read(FormattableString.Invariant($"v1/audit/roots/{root}/leaves"), "application/octet-stream", cancellation);

    /// <summary>All events behind a cursor (<c>GET /v1/audit/events</c>), as NDJSON.</summary>
    public Task<RegistryFile> ReadAuditFeedAsync(string? after = null, CancellationToken cancellation = default) =>
        Read($"v1/audit/events{(after is null ? "" : $"?after={Uri.EscapeDataString(after)}")}", MediaType(RowFormat.Ndjson), cancellation);

    /// <summary>Where every number's history ends by its own record (<c>GET /v1/audit/ends</c>), as NDJSON.</summary>
    public Task<RegistryFile> ReadAuditEndsAsync(CancellationToken cancellation = default) => Read("v1/audit/ends", MediaType(RowFormat.Ndjson), cancellation);

    /// <summary>The registry's public keys (<c>GET /.well-known/jwks.json</c>), as they come.</summary>
    public async Task<string> ReadKeysAsync(CancellationToken cancellation = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ".well-known/jwks.json");
        using var answer = await Send(request, HttpCompletionOption.ResponseContentRead, cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    private static HttpRequestMessage Rows(HttpMethod method, string path, RowFormat format, Stream file, bool isGzip)
    {
        var body = new StreamContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue(MediaType(format));
        if (isGzip)
        {
            body.Headers.ContentEncoding.Add("gzip");
        }

        var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.ExpectContinue = true; // A registry that refuses says so before gigabytes are sent.
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(method == HttpMethod.Post && path.StartsWith("v1/batches", StringComparison.Ordinal) ? "application/json" : MediaType(format)));
        return request;
    }

    private Task<RegistryFile> Read(string path, RowFormat format, CancellationToken cancellation) => Read(path, MediaType(format), cancellation);

    private async Task<RegistryFile> Read(string path, string mediaType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        return new RegistryFile(await Send(request, HttpCompletionOption.ResponseHeadersRead, cancellation));
    }

    /// <summary>The answer, or its error as the generated methods throw it.</summary>
    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellation)
    {
        var answer = await _httpClient.SendAsync(request, completion, cancellation);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var (status, headers, text) = ((int)answer.StatusCode, Headers(answer), await answer.Content.ReadAsStringAsync(cancellation));
            var problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? System.Text.Json.JsonSerializer.Deserialize<ProblemDetails>(text, Json) : null;
            throw problem is null ? new RegistryException("The answer was not expected.", status, text, headers, null) : new RegistryException<ProblemDetails>(problem.Code, status, text, headers, problem, null);
        }
    }

    private static Dictionary<string, IEnumerable<string>> Headers(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);

    private static string MediaType(RowFormat format) => format == RowFormat.Csv ? "text/csv" : "application/x-ndjson";

    private static string NameOf<T>(T member) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}
