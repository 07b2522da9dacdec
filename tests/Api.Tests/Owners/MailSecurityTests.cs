using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using RecycledNumbers.Api.Tests.Endpoints;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>TLS and log-in at the mail server.</summary>
[Collection(Alone.Name)]
public sealed class MailSecurityTests
{
    [Fact]
    public async Task With_a_trusted_certificate_the_mail_goes_encrypted_and_logged_in()
    {
        var (key, certificate) = Certificate();
        await using var mail = await NodeServer.Start("smtp.js", JsonSerializer.Serialize(new { key, cert = certificate, authOptional = false }));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate);
        await using var registry = await OwnerRegistry.Start([.. Settings(mail), "--Mail:Authorities", file]);
        var number = await registry.Bound(""" "email":"zhou@example.com","language":"en" """);
        await registry.Deactivate(number);

        var arrived = await mail.Next("zhou@example.com");
        File.Delete(file);

        (arrived["secure"]!.GetValue<bool>(), arrived["user"]!.GetValue<string>()).ShouldBe((true, "registry"));
        if (Environment.GetEnvironmentVariable("RN_KEEP_MESSAGES") is { } folder) await File.WriteAllTextAsync(Path.Combine(folder, "email.en.eml"), arrived["raw"]!.GetValue<string>());
    }

    [Fact]
    public async Task With_an_untrusted_certificate_nothing_is_sent_and_it_is_tried_again()
    {
        var (key, certificate) = Certificate();
        await using var mail = await NodeServer.Start("smtp.js", JsonSerializer.Serialize(new { key, cert = certificate, authOptional = false }));
        await using var registry = await OwnerRegistry.Start([.. Settings(mail), "--Webhooks:MostAttempts", "1"]);
        var number = await registry.Bound(""" "email":"zhou@example.com","language":"en" """);
        await registry.Deactivate(number);

        var letter = await registry.DeadLetter();

        (letter["destination"]!.GetValue<string>(), letter["lastError"]!.GetValue<string>()).ShouldBe(("owner", "TLS or the log-in failed."));
        letter.ToJsonString().ShouldNotContain("zhou");
        mail.Any("zhou@example.com").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_channels_the_platforms_go_on_reminding_and_it_is_on_record()
    {
        await using var registry = await OwnerRegistry.Start();
        var number = await registry.Bound(""" "email":"zhou@example.com","number":"+8613811112222" """);
        await registry.Deactivate(number);

        (await registry.Messages(number, 3)).ShouldBe(["email notConfigured", "sms notConfigured", "none unreachable"]);
        var events = await registry.Chat.Get("/v1/events?limit=1000");
        events["items"]!.AsArray().ShouldContain(e => e!["type"]!.GetValue<string>() == "recycled-numbers.rebind.reminder");
    }

    private static string[] Settings(NodeServer mail) =>
    [
        "--Mail:Host", "localhost", "--Mail:Port", mail.Port.ToString(CultureInfo.InvariantCulture), "--Mail:From", "registry@example.com", "--Mail:User", "registry", "--Mail:Password", "secret",
    ];

    private static (string Key, string Certificate) Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        return (key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }
}
