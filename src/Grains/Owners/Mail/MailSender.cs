using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace RecycledNumbers.Grains.Owners.Mail;

/// <summary>Sends one e-mail by SMTP (RFC 5321) and says what came of it. Every fault of a server is a result, never an exception.</summary>
internal sealed class MailSender(MailOptions options)
{
    private readonly X509Certificate2Collection? _authorities = Authorities(options.Authorities);

    /// <summary>Sends.</summary>
    /// <exception cref="OperationCanceledException">The silo stops; whether it was taken is unknown.</exception>
    public async Task<ChannelResult> Send(GuardedMessage guarded, CancellationToken stop)
    {
        using var client = new SmtpClient { Timeout = (int)options.Timeout.TotalMilliseconds };
        if (_authorities is not null)
        {
            client.ServerCertificateValidationCallback = IsTrusted;
        }

        try
        {
            // Inside, because an address that MimeKit does not take is a result too.
            using var mail = Mail(guarded.Message);
            await client.ConnectAsync(options.Host!, options.Port, Security(options.Security), stop);
            if (options.User is { } user)
            {
                await client.AuthenticateAsync(user, options.Password ?? "", stop);
            }

            await client.SendAsync(mail, stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode >= 500)
        {
            return ChannelResult.Bounce((int)refused.StatusCode);
        }
        catch (Exception fault)
        {
            return Failure(fault);
        }

        await Leave(client);
        return ChannelResult.Received(250);
    }

    private MimeMessage Mail(OwnerMessage message)
    {
        var from = MailboxAddress.Parse(options.From!);
        var mail = new MimeMessage
        {
            Subject = message.Subject,
            MessageId = $"{message.Link.MessageId}@{from.Domain}",
            Body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html }.ToMessageBody(),
        };
        mail.From.Add(new MailboxAddress(options.FromName, from.Address));
        mail.To.Add(MailboxAddress.Parse(message.Recipient));
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers.
        if (message.Unsubscribe is { } unsubscribe)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"); // RFC 8058
        }

        return mail;
    }

    // It has been taken; what goes wrong afterwards changes nothing.
    private static async Task Leave(SmtpClient client)
    {
        try
        {
            await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or ServiceNotConnectedException or ProtocolException or CommandException)
        {
            // Gone already.
        }
    }

    private static ChannelResult Failure(Exception fault) => fault switch
    {
        SmtpCommandException refused => ChannelResult.Failure((int)refused.StatusCode, $"SMTP {(int)refused.StatusCode} ({refused.ErrorCode})."),
        SslHandshakeException or MailKit.Security.AuthenticationException => ChannelResult.Failure(null, "TLS or the log-in failed."),
        ParseException => ChannelResult.Bounce(501),
        _ => ChannelResult.Failure(null, $"No mail server ({fault.GetType().Name})."),
    };

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 given || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.CustomTrustStore.AddRange(_authorities!);
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return ours.Build(given);
    }

    private static X509Certificate2Collection? Authorities(string? file)
    {
        if (file is null)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }

    private static SecureSocketOptions Security(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
