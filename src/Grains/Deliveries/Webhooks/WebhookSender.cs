using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Security.AntiSSRF;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Deliveries.Webhooks;

/// <summary>Makes one signed request of one or more deliveries and says what came of it. Every fault of a receiver is a result, never an exception.</summary>
internal sealed class WebhookSender(HttpMessageInvoker http, EventEnvelope envelope, WebhookOptions options, TimeProvider time)
{
    /// <summary>Sends. The same deliveries carry the same <c>webhook-id</c> whenever they are sent.</summary>
    /// <exception cref="OperationCanceledException">The silo stops; whether it arrived is unknown.</exception>
    /// <exception cref="System.Text.Json.JsonException">A stored body is not readable.</exception>
    public async Task<SendResult> Send(SendingSettings to, IReadOnlyList<DeliveryRow> deliveries, CancellationToken stop)
    {
        using var request = Request(to, deliveries);
        return await Send(request, deliveries, stop);
    }

    /// <summary>Sends one event to the sink of a subscription: with its own token where it gave one, and no signature, since it has no secret of ours.</summary>
    /// <exception cref="OperationCanceledException">The silo stops; whether it arrived is unknown.</exception>
    public async Task<SendResult> Send(string sink, string? token, ReadOnlyMemory<byte> happened, DeliveryRow delivery, CancellationToken stop)
    {
        using var request = Post(sink, happened, EventEnvelope.One);
        // The event's own id: what a sink logs and what an operator finds are the same.
        request.Headers.Add("x-correlator", delivery.Id);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Send(request, [delivery], stop);
    }

    private async Task<SendResult> Send(HttpRequestMessage request, IReadOnlyList<DeliveryRow> deliveries, CancellationToken stop)
    {
        using var span = GrainsTelemetry.StartRequest(deliveries);
        var started = time.GetTimestamp();
        var result = await Send(request, stop);
        GrainsTelemetry.Requested(deliveries, result, time.GetElapsedTime(started));
        return result;
    }

    private async Task<SendResult> Send(HttpRequestMessage request, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return Read(response);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            return new SendResult(null, string.Create(CultureInfo.InvariantCulture, $"No answer within {options.Timeout.TotalSeconds:0.#} s."));
        }
        catch (Exception fault)
        {
            return new SendResult(null, Describe(fault));
        }
    }

    private HttpRequestMessage Request(SendingSettings to, IReadOnlyList<DeliveryRow> deliveries)
    {
        var body = to.Settings.Batch ? EventEnvelope.Encode(deliveries.Select(envelope.Of)) : EventEnvelope.Encode(envelope.Of(deliveries[0]));
        var id = deliveries.Count == 1 ? deliveries[0].Id : Delivery.IdOf(string.Join('\n', deliveries.Select(d => d.Id)), deliveries.Count, 0);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var request = Post(to.Settings.Url, body, to.Settings.Batch ? EventEnvelope.Batch : EventEnvelope.One);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(to.Secrets, id, timestamp, body.Span));
        return request;
    }

    private static HttpRequestMessage Post(string url, ReadOnlyMemory<byte> body, string type)
    {
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type) { CharSet = "utf-8" };
        return new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Headers = { { "user-agent", "RecycledNumbers/1" } },
        };
    }

    private SendResult Read(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and <= 299 => new SendResult(status),
            >= 300 and <= 399 => new SendResult(status, $"HTTP {status}: redirects are not followed."),
            429 or 503 => new SendResult(status, $"HTTP {status}.", Wait(response.Headers.RetryAfter)),
            _ => new SendResult(status, $"HTTP {status}."),
        };
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? asked) => asked?.Delta ?? (asked?.Date - time.GetUtcNow());

    private static string Describe(Exception fault) => fault switch
    {
        AntiSSRFException => "The address is not allowed, or its name does not resolve.",
        SocketException socket => $"No connection: {socket.SocketErrorCode}.",
        AuthenticationException => "TLS failed.",
        HttpRequestException request => $"No valid answer: {request.HttpRequestError}.",
        // Whatever a URL or a receiver provokes in the stack below: a lane must not stop for it.
        _ => $"The request failed ({fault.GetType().Name}).",
    };
}
