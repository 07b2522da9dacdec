using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Grains.Owners.Sms;
using RecycledNumbers.Grains.Time;

namespace RecycledNumbers.Grains.Owners;

/// <summary>The links in messages, as people and gateways reach them.</summary>
internal sealed class MessageLinks(OwnerLinks links, ReminderOptions reminders, SmsOptions sms, [FromKeyedServices(RegistryClock.Key)] TimeProvider clock)
{
    /// <summary>How long a previous owner's link opens: until after the next reminder, which brings a new one.</summary>
    private const int AccountsDays = 90;

    /// <summary>No more reminders.</summary>
    public Uri Unsubscribe(OwnerLink link) => Under(reminders.PublicUrl!, "unsubscribe", links.TokenOf(OwnerLinkUse.Unsubscribe, Short(link)));

    /// <summary>The services that still hold a previous owner's accounts.</summary>
    public Uri Accounts(OwnerLink link) =>
        Under(reminders.PublicUrl!, "accounts", links.TokenOf(OwnerLinkUse.Accounts, Short(link).Opening(clock.Now(), AccountsDays)));

    /// <summary>The services bound to the number.</summary>
    public Uri Services(OwnerLink link) => Under(reminders.PublicUrl!, "services", links.TokenOf(OwnerLinkUse.Services, Short(link)));

    /// <summary>What became of an SMS.</summary>
    public Uri Report(OwnerLink link) => Under(sms.ReportUrl ?? reminders.PublicUrl!, "reports", links.TokenOf(OwnerLinkUse.Report, link));

    private static OwnerLink Short(OwnerLink link) => new(link.Number, link.Generation, link.Language);

    private static Uri Under(Uri root, string page, string token) => new($"{root.AbsoluteUri.TrimEnd('/')}/owner/{page}/{token}");
}
