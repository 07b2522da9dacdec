using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace RecycledNumbers.Grains.Owners.Sms;

/// <summary>A gateway that takes <c>{id, to, from, text, reportUrl}</c> and a bearer token: 2xx, it has it; 422, there is no such recipient.</summary>
internal sealed class JsonGateway(SmsOptions options) : ISmsGateway
{
    public HttpRequestMessage Request(GuardedMessage message, Uri report) => new(HttpMethod.Post, options.Url)
    {
        Content = JsonContent.Create(new Body(message.Message.Link.MessageId!, message.Message.Recipient, options.From, message.Message.Text, report)),
        Headers = { Authorization = options.Password is null ? null : new AuthenticationHeaderValue("Bearer", options.Password) },
    };

    public ChannelResult Read(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode ? ChannelResult.Received((int)answer.StatusCode)
        : answer.StatusCode == HttpStatusCode.UnprocessableEntity ? ChannelResult.Bounce(422)
        : ChannelResult.Failure((int)answer.StatusCode, $"HTTP {(int)answer.StatusCode}.");

    private sealed record Body(string Id, string To, string? From, string Text, Uri ReportUrl);
}
