using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Grains.Owners.Sms;

namespace RecycledNumbers.Grains.Owners;

/// <summary>The links in messages, as people and gateways reach them.</summary>
internal sealed class MessageLinks(OwnerLinks links, ReminderOptions reminders, SmsOptions sms)
{
    /// <summary>No more reminders.</summary>
    public Uri Unsubscribe(OwnerLink link) => Under(reminders.PublicUrl!, "unsubscribe", links.TokenOf(OwnerLinkUse.Unsubscribe, Short(link)));

    /// <summary>The services bound to the number.</summary>
    public Uri Services(OwnerLink link) => Under(reminders.PublicUrl!, "services", links.TokenOf(OwnerLinkUse.Services, Short(link)));

    /// <summary>What became of an SMS.</summary>
    public Uri Report(OwnerLink link) => Under(sms.ReportUrl ?? reminders.PublicUrl!, "reports", links.TokenOf(OwnerLinkUse.Report, link));

    private static OwnerLink Short(OwnerLink link) => new(link.Number, link.Generation, link.Language);

    private static Uri Under(Uri root, string page, string token) => new($"{root.AbsoluteUri.TrimEnd('/')}/owner/{page}/{token}");
}
