using System.Text;
using System.Text.Json.Nodes;
using MimeKit;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>A registry with a mail server and a JSON SMS gateway.</summary>
public sealed class Channels : IAsyncLifetime
{
    internal NodeServer Mail { get; private set; } = null!;

    internal SmsReceiver Sms { get; private set; } = null!;

    internal OwnerRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Mail = await NodeServer.Start("smtp.js", """{"authOptional":true,"disabledCommands":["STARTTLS"]}""");
        Sms = await SmsReceiver.Start();
        Registry = await OwnerRegistry.Start(
            "--Mail:Host", "127.0.0.1", "--Mail:Port", Mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--Mail:Security", "None",
            "--Mail:From", "registry@example.com", "--Mail:FromName", "Number registry", "--Sms:Url", Sms.Url, "--Sms:Gateway", "Json", "--Sms:Password", "token");
    }

    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        await Sms.DisposeAsync();
        await Mail.DisposeAsync();
    }

    internal static MimeMessage Read(JsonNode arrived)
    {
        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(arrived["raw"]!.GetValue<string>()));
        return MimeMessage.Load(raw);
    }
}
