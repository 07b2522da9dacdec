using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RecycledNumbers.Operations.Tests;

/// <summary>An OpenTelemetry collector that keeps what it gets by OTLP over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> messages = new();
    private readonly WebApplication app;

    private Collector(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector.app.MapPost("/v1/{signal}", collector.Keep);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Spans of all traces so far.</summary>
    public IReadOnlyList<Span> Spans => [.. messages.Where(m => m.Path == "/v1/traces").SelectMany(m =>
        from resource in Protobuf.Messages(m.Body, 1)
        from scope in Protobuf.Messages(resource, 2)
        from span in Protobuf.Messages(scope, 2)
        select new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(Protobuf.Messages(span, 5).Single().Span)))];

    /// <summary>All that came for a signal (traces, metrics, logs), as text: for looking for what must not be there.</summary>
    public string Text(string signal) => string.Join('\n', messages.Where(m => m.Path == $"/v1/{signal}").Select(m => Encoding.Latin1.GetString(m.Body)));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static string Hex(ReadOnlyMemory<byte> span, int field) => Protobuf.Messages(span, field).Select(id => Convert.ToHexStringLower(id.Span)).SingleOrDefault() ?? "";

    private async Task Keep(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        messages.Enqueue((request.Path.Value!, body.ToArray()));
    }
}

/// <summary>A span, as far as the tests ask.</summary>
internal sealed record Span(string Trace, string Id, string Parent, string Name);

/// <summary>As much of the wire format as it takes to find a field that has a length.</summary>
internal static class Protobuf
{
    public static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int field)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    if ((int)(key >> 3) == field)
                    {
                        found.Add(message.Slice(at, length));
                    }

                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new FormatException("Not protobuf.");
            }
        }

        return found;
    }

    private static ulong Varint(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
