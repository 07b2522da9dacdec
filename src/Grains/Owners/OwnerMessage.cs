using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Owners;

/// <summary>A message to an owner, ready but for the guard.</summary>
/// <param name="Link">Number, tenure, language, id and channel; for links.</param>
/// <param name="Recipient">E-mail address or telephone number. Never logged.</param>
/// <param name="Subject">Subject of an e-mail.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">HTML of an e-mail.</param>
/// <param name="Unsubscribe">Address to unsubscribe at, or null.</param>
internal sealed record OwnerMessage(OwnerLink Link, string Recipient, string Subject, string Text, string Html, Uri? Unsubscribe)
{
    /// <summary>Nothing of it: a recipient must not end in a log.</summary>
    public override string ToString() => Link.MessageId ?? "";
}

/// <summary>
/// A message that has passed the guard; senders take nothing else, and only the guard makes one. The guard is the last line before anything leaves: no message about a tenure that
/// is over goes to the tenure's own number, whatever rules, lanes or stored contacts say. It looks at the ledger's truth at that moment, not at what an activation remembers.
/// </summary>
internal sealed class GuardedMessage
{
    private GuardedMessage(OwnerMessage message) => Message = message;

    /// <summary>The message.</summary>
    public OwnerMessage Message { get; }

    /// <summary>The message, or null: it must not leave.</summary>
    /// <remarks>Between this look and the sending lies the time to connect; a tenure that ends within it is not seen.</remarks>
    public static async Task<GuardedMessage?> Pass(OwnerMessage message, ILedger ledger, CancellationToken stop)
    {
        var link = message.Link;
        var state = await ledger.Load(link.Number, stop) is { } row ? NumberFormat.Read(row.State) : null;
        var present = state is not null && state.Owned && state.Generation == link.Generation;
        var past = state is not null && link.Generation <= state.Generation && !present;
        return present ? (IsOwnNumber(message) ? new GuardedMessage(message) : null)
            : past && !MayReachOwnNumber(message) ? new GuardedMessage(message)
            : null;
    }

    // To the present owner nothing goes but by the number itself; contacts are for afterwards.
    private static bool IsOwnNumber(OwnerMessage message) =>
        message.Link is { Channel: OwnerChannel.Sms, Occasion: null } && message.Recipient == message.Link.Number;

    private static bool MayReachOwnNumber(OwnerMessage message) => message.Link.Channel switch
    {
        OwnerChannel.Email => OwnReach.ByEmail(message.Link.Number, message.Recipient),
        OwnerChannel.Sms => !PhoneNumber.TryParse(message.Recipient, out _) || OwnReach.ByPhone(message.Link.Number, message.Recipient),
        _ => true,
    } || message.Link.Occasion is null;
}
