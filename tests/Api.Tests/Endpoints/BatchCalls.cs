using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Batches as these tests send them and read their results.</summary>
internal static class BatchCalls
{
    internal static Task<JsonNode> Sent(HttpClient client, string content, string file, string type = "text/csv", string? key = null) => Post(client, content, file, type, key).Body(202);

    internal static Task<HttpResponseMessage> Post(HttpClient client, string content, string file, string type = "text/csv", string? key = null) => Post(client, content, Encoding.UTF8.GetBytes(file), type, key);

    internal static async Task<HttpResponseMessage> Post(HttpClient client, string content, byte[] file, string type, string? key = null, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/batches?content={content}") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }

    internal static byte[] Pack(string text) => Pack(gzip => gzip.Write(Encoding.UTF8.GetBytes(text)));

    internal static byte[] Pack(Action<Stream> write)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) write(gzip);
        return packed.ToArray();
    }

    /// <summary>Line, result and code of each row of a file that is taken in.</summary>
    internal static async Task<string[]> Answers(this HttpClient client, string content, string file, string type = "text/csv") =>
        [.. (await Results(client, await Done(client, await Sent(client, content, file, type)))).Select(row => $"{row["line"]} {row["result"]} {row["code"]}".Trim())];

    internal static async Task<JsonNode> Done(HttpClient client, JsonNode batch)
    {
        var now = batch;
        await Wait.Until(async () => (now = await client.Get($"/v1/batches/{batch["id"]}"))["state"]!.GetValue<string>() == "done", TimeSpan.FromMinutes(4));
        return now;
    }

    internal static async Task<JsonNode[]> Results(HttpClient client, JsonNode batch) =>
        [.. (await Lines(client, $"/v1/batches/{batch["id"]}/results")).Select(line => JsonNode.Parse(line)!)];

    internal static async Task<string[]> Lines(HttpClient client, string path) => await (await client.GetAsync(path)).Lines();

    internal static async Task<string> Csv(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/csv");
        return await (await client.SendAsync(request)).Content.ReadAsStringAsync();
    }
}
