using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class OutcomeStreamTests(Registry registry)
{
    private const string Path = "/v1/unbindings/outcomes";
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task Rows_are_answered_in_their_order_and_bad_ones_in_their_place()
    {
        var (_, id, _) = await registry.Unbinding();
        string[] rows =
        [
            $$"""{"id":"{{id}}","outcome":"deferred","until":"2001-01-01T00:00:00Z"}""",
            """{"id":"ub_nobody","outcome":"unbound"}""",
            "",
            "{nonsense",
            """{"id":"ub_x","outcome":"unbound","extra":1}""",
            $$"""{"id":"{{new string('y', 5000)}}","outcome":"unbound"}""",
            $$"""{"id":"{{id}}","outcome":"sealed"}""",
            $$"""{"id":"{{id}}","outcome":"unbound"}""",
        ];

        var lines = (await Send(string.Join('\n', rows))).Select(line => JsonNode.Parse(line)!).ToList();

        lines.Select(line => line["line"]!.GetValue<int>()).ShouldBe([1, 2, 4, 5, 6, 7, 8]);
        lines.Select(line => (line["code"] ?? line["state"])!.GetValue<string>()).ShouldBe(["until_out_of_range", "not_found", "invalid_body", "unknown_field", "row_too_long", "sealed", "sealed"]);
        lines[5].ToJsonString().ShouldBe($$"""{"line":7,"id":"{{id}}","state":"sealed"}""");
        lines[1]["id"]!.GetValue<string>().ShouldBe("ub_nobody");
        lines[1]["detail"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var (number, id, _) = await registry.Unbinding();
        var file = $$"""{"id":"{{id}}","outcome":"notFound"}""" + "\n";
        var first = await Send(file, "file-1");
        var events = (await registry.Ledger.ReadEvents(number, 0, 1000)).Count;

        (await Send(file, "file-1")).ShouldBe(first);
        (await registry.Ledger.ReadEvents(number, 0, 1000)).Count.ShouldBe(events);
    }

    [Fact]
    public async Task Another_file_with_the_same_key_is_refused_row_by_row()
    {
        var (_, id, _) = await registry.Unbinding();
        await Send($$"""{"id":"{{id}}","outcome":"notFound"}""", "file-2");

        (await Send($$"""{"id":"{{id}}","outcome":"unbound"}""", "file-2")).Single().ShouldContain("idempotency_key_reused");
    }

    [Fact]
    public async Task A_row_is_answered_while_the_next_one_has_not_been_sent()
    {
        using var conversation = await Conversation.Open(registry, Path);

        await conversation.Send("""{"id":"ub_one","outcome":"unbound"}""");
        (await conversation.ReadUntil("\"line\":1")).ShouldStartWith("HTTP/1.1 200 OK");
        await conversation.Send("""{"id":"ub_two","outcome":"unbound"}""");
        await conversation.ReadUntil("\"line\":2");
        await conversation.End();
        await conversation.ReadUntil("\r\n0\r\n\r\n");
    }

    [Fact]
    public async Task A_client_that_sends_everything_before_it_reads_gets_everything()
    {
        // Questions and answers are both more than all buffers on the way hold: a server that read only as fast as it is read from would wait for ever.
        var reason = new string('x', 450);
        var file = string.Join('\n', Enumerable.Range(1, 100_000).Select(i => $"{{\"id\":\"ub_{i}\",\"outcome\":\"wrong\",\"reason\":\"{reason}\"}}"));

        var lines = await Send(file);

        lines.Length.ShouldBe(100_000);
        lines[^1].ShouldContain("\"line\":100000,");
    }

    [Fact]
    public async Task After_the_last_row_that_may_be_the_rest_is_not_read()
    {
        var file = string.Concat(Enumerable.Repeat("x\n", 100_002));

        var lines = await Send(file);

        lines.Length.ShouldBe(100_001);
        lines[^1].ShouldContain("too_many_rows");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task Other_formats_are_refused(string type) =>
        await registry.Ride.Command("POST", Path, "{}", type: type).ShouldBeProblem(415, "unsupported_media_type");

    private async Task<string[]> Send(string file, string? key = null) => await (await registry.Ride.Command("POST", Path, file, key, Ndjson).ShouldBe(200)).Lines();

    /// <summary>A request that is sent piece by piece while its answer is read: more than HttpClient does over HTTP/1.1.</summary>
    private sealed class Conversation(TcpClient connection) : IDisposable
    {
        private readonly NetworkStream stream = connection.GetStream();
        private string unread = "";

        public static async Task<Conversation> Open(Registry registry, string path)
        {
            var address = registry.Ride.BaseAddress!;
            var connection = new TcpClient();
            await connection.ConnectAsync(address.Host, address.Port);
            var conversation = new Conversation(connection);
            await conversation.Write($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {registry.Ride.DefaultRequestHeaders.Authorization}\r\nIdempotency-Key: {Guid.NewGuid()}\r\nContent-Type: {Ndjson}\r\nTransfer-Encoding: chunked\r\n\r\n");
            return conversation;
        }

        public Task Send(string row) => Write($"{Encoding.UTF8.GetByteCount(row) + 1:x}\r\n{row}\n\r\n");

        public Task End() => Write("0\r\n\r\n");

        public async Task<string> ReadUntil(string text)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4), TimeProvider.System);
            var buffer = new byte[4096];
            while (!unread.Contains(text, StringComparison.Ordinal))
            {
                var count = await stream.ReadAsync(buffer, patience.Token);
                count.ShouldBePositive("the connection ended before " + text);
                unread += Encoding.UTF8.GetString(buffer, 0, count);
            }

            var read = unread;
            // The chunk's own end may still be on its way; what comes before the next line is of no interest.
            unread = read[(read.IndexOf(text, StringComparison.Ordinal) + text.Length)..];
            return read;
        }

        public void Dispose() => connection.Dispose();

        private async Task Write(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }
}
