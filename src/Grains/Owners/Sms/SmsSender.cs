using System.Globalization;

namespace RecycledNumbers.Grains.Owners.Sms;

/// <summary>Hands one SMS to the gateway and says what came of it. Every fault of a gateway is a result, never an exception; its answer's body is not read.</summary>
internal sealed class SmsSender(HttpMessageInvoker http, ISmsGateway gateway, SmsOptions options, MessageLinks links, TimeProvider time)
{
    /// <summary>Sends.</summary>
    /// <exception cref="OperationCanceledException">The silo stops; whether it was taken is unknown.</exception>
    public async Task<ChannelResult> Send(GuardedMessage message, CancellationToken stop)
    {
        using var request = gateway.Request(message, links.Report(message.Message.Link));
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            return gateway.Read(answer);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            return ChannelResult.Failure(null, string.Create(CultureInfo.InvariantCulture, $"No answer within {options.Timeout.TotalSeconds:0.#} s."));
        }
        catch (HttpRequestException fault)
        {
            // Not its message: that holds the URL's host at best and the query at worst.
            return ChannelResult.Failure(null, $"No valid answer: {fault.HttpRequestError}.");
        }
    }
}
