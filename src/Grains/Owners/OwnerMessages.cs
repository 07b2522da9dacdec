using System.Globalization;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Grains.Owners;

/// <summary>Writes messages: what they say is what holds when they are sent, and not when they were queued.</summary>
/// <param name="texts">Templates.</param>
/// <param name="links">Links.</param>
/// <param name="nameOf">Display name of a platform.</param>
internal sealed class OwnerMessages(OwnerTexts texts, MessageLinks links, Func<string, Task<string>> nameOf)
{
    /// <summary>One message about all services that still hold the number.</summary>
    public async Task<OwnerMessage> Email(OwnerLink link, string recipient, IReadOnlyCollection<string> platforms)
    {
        var names = await Names(platforms);
        var unsubscribe = links.Unsubscribe(link);
        var fields = Reminder(link, links.Accounts(link), unsubscribe, names);
        var (subject, text) = texts.Mail(link.Language, fields, names);
        var html = texts.Html(link.Language, new Dictionary<string, string>(fields, StringComparer.Ordinal) { ["subject"] = subject }, names);
        return new OwnerMessage(link, recipient, subject, text, html, unsubscribe);
    }

    /// <summary>The same by SMS.</summary>
    public async Task<OwnerMessage> Sms(OwnerLink link, string recipient, IReadOnlyCollection<string> platforms)
    {
        var names = await Names(platforms);
        var unsubscribe = links.Unsubscribe(link);
        return new OwnerMessage(link, recipient, "", texts.Sms("reminder", link.Language, Reminder(link, links.Accounts(link), unsubscribe, names), names), "", unsubscribe);
    }

    /// <summary>To the number that will be deactivated, while it is still its owner's.</summary>
    public async Task<OwnerMessage> Notice(OwnerLink link, DateOnly date, IReadOnlyCollection<string> platforms)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["link"] = links.Services(link).AbsoluteUri,
        };
        return new OwnerMessage(link, link.Number, "", texts.Sms("notice", link.Language, fields, await Names(platforms)), "", null);
    }

    private static Dictionary<string, string> Reminder(OwnerLink link, Uri accounts, Uri unsubscribe, IReadOnlyCollection<string> names) => new(StringComparer.Ordinal)
    {
        ["number"] = PhoneNumber.Mask(link.Number),
        ["count"] = names.Count.ToString(CultureInfo.InvariantCulture),
        ["link"] = accounts.AbsoluteUri,
        ["unsubscribe"] = unsubscribe.AbsoluteUri,
    };

    private async Task<IReadOnlyList<string>> Names(IReadOnlyCollection<string> platforms) => await Task.WhenAll(platforms.Select(nameOf));
}
