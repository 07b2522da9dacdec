using System.Globalization;

namespace RecycledNumbers.Grains.Owners.Sms;

/// <summary>Kannel's <c>sendsms</c> (Kannel 1.4.5 User's Guide, chapter 11, "Using the HTTP interface to send SMS messages").</summary>
internal sealed class KannelGateway(SmsOptions options) : ISmsGateway
{
    /// <summary>Delivered to the phone, not delivered, refused by the SMS centre. What is on its way is not asked for.</summary>
    private const int Reports = 1 + 2 + 16;

    // What GSM 03.38 holds of ASCII, each character in one septet. All else goes as UCS-2, which shows everything.
    private const string InOneSeptet = "\n !\"#$%&'()*+,-./:;<=>?@_";

    public HttpRequestMessage Request(GuardedMessage message, Uri report)
    {
        var text = message.Message.Text;
        (string, string?)[] query =
        [
            ("username", options.User), ("password", options.Password), ("from", options.From), ("to", message.Message.Recipient), ("text", text), ("charset", "UTF-8"),
            ("coding", text.All(c => char.IsAsciiLetterOrDigit(c) || InOneSeptet.Contains(c, StringComparison.Ordinal)) ? "0" : "2"),
            ("dlr-mask", Reports.ToString(CultureInfo.InvariantCulture)), ("dlr-url", $"{report}?status=%d"),
        ];
        var pairs = query.Where(q => q.Item2 is not null).Select(q => $"{q.Item1}={Uri.EscapeDataString(q.Item2!)}");
        return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(options.Url!) { Query = string.Join('&', pairs) }.Uri);
    }

    // 202 with "0: Accepted" or "3: Queued"; every other status is ours to put right or to try again.
    public ChannelResult Read(HttpResponseMessage answer) => answer.IsSuccessStatusCode
        ? ChannelResult.Received((int)answer.StatusCode)
        : ChannelResult.Failure((int)answer.StatusCode, $"HTTP {(int)answer.StatusCode}.");
}
