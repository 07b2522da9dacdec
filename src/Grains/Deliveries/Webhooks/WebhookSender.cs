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
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(to.Settings.Batch ? EventEnvelope.Batch : EventEnvelope.One) { CharSet = "utf-8" };
        return new HttpRequestMessage(HttpMethod.Post, to.Settings.Url)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", WebhookSecret.Sign(to.Secrets, id, timestamp, body.Span) },
                { "user-agent", "RecycledNumbers/1" },
            },
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
