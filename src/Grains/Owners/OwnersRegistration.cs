using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Grains.Owners.Mail;
using RecycledNumbers.Grains.Owners.Sms;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Grains.Owners;

/// <summary>What the silo needs to reach owners.</summary>
public static class OwnersRegistration
{
    /// <summary>Adds it. Sections <c>Reminders</c>, <c>Mail</c> and <c>Sms</c>: <see cref="ReminderOptions"/>, <see cref="MailOptions"/>, <see cref="SmsOptions"/>. Without the last two there is no such channel.</summary>
    public static IServiceCollection AddOwners(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail")).ValidateDataAnnotations()
            .Validate(o => o.Host is null || MimeKit.MailboxAddress.TryParse(o.From, out _), "Mail:From must be an e-mail address.").ValidateOnStart();
        services.AddOptions<SmsOptions>().Bind(configuration.GetSection("Sms")).ValidateDataAnnotations()
            .Validate(o => o.Url is null || IsHttp(o.Url), "Sms:Url must be an http or https URL.").ValidateOnStart();
        services.AddOptions<ReminderOptions>().Bind(configuration.GetSection("Reminders")).ValidateDataAnnotations()
            .Validate<IOptions<MailOptions>, IOptions<SmsOptions>>(
                (o, mail, sms) => IsHttp(o.PublicUrl) || (o.PublicUrl is null && mail.Value.Host is null && sms.Value.Url is null),
                "Reminders:PublicUrl must be an http or https URL where Mail or Sms is set up: links in messages lead there.")
            .Validate(o => OwnerTexts.AreWhole(o.Texts), "Reminders:Texts must be a directory of texts whose fields exist (docs/reminders.md).")
            .ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<MailOptions>>().Value);
        services.AddSingleton(s => s.GetRequiredService<IOptions<SmsOptions>>().Value);
        services.AddSingleton(s => s.GetRequiredService<IOptions<ReminderOptions>>().Value);
        services.TryAddSingleton(s => new ContactSeal(s.GetRequiredService<IDataProtectionProvider>()));
        services.TryAddSingleton(s => new OwnerLinks(s.GetRequiredService<IDataProtectionProvider>()));
        services.AddSingleton<MessageLinks>();
        services.AddSingleton(s => new OwnerTexts(s.GetRequiredService<ReminderOptions>().Texts));
        services.AddSingleton(Desk);
        return services;
    }

    private static OwnerDesk Desk(IServiceProvider s)
    {
        var (mail, sms, ledger, links) = (s.GetRequiredService<MailOptions>(), s.GetRequiredService<SmsOptions>(), s.GetRequiredService<ILedger>(), s.GetRequiredService<MessageLinks>());
        var grains = s.GetRequiredService<IGrainFactory>();
        // Senders live by the host's clock: moving the registry's must not time requests out.
        return new OwnerDesk(
            ledger,
            new OwnerNumbers(number => grains.GetGrain<INumberGrain>(number), ledger),
            s.GetRequiredService<ContactSeal>(),
            new OwnerMessages(s.GetRequiredService<OwnerTexts>(), links, async id => (await grains.GetGrain<IPlatformGrain>(id).Read())?.Name ?? id),
            s.GetRequiredService<ReminderOptions>(),
            mail.Host is null ? null : new MailSender(mail),
            sms.Url is null ? null : new SmsSender(Client(), Gateway(sms), sms, links, s.GetRequiredService<TimeProvider>()),
            s.GetRequiredKeyedService<TimeProvider>(RegistryClock.Key));
    }

    private static ISmsGateway Gateway(SmsOptions sms) => sms.Gateway == SmsGatewayKind.Kannel ? new KannelGateway(sms) : new JsonGateway(sms);

    private static HttpMessageInvoker Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    });

    private static bool IsHttp(Uri? url) => url is { IsAbsoluteUri: true } && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
