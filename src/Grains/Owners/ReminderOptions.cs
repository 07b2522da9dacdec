using System.ComponentModel.DataAnnotations;
using RecycledNumbers.Domain.Owners;

namespace RecycledNumbers.Grains.Owners;

/// <summary>What to do where the registry does not know the other number that an owner left.</summary>
public enum UnknownNumber
{
    /// <summary>Send: nothing says that it changed hands.</summary>
    Send,

    /// <summary>Take the next channel.</summary>
    Skip,
}

/// <summary>How owners are told. Section <c>Reminders</c>; read once, at start. When they are told is their carrier's policy.</summary>
public sealed record ReminderOptions
{
    /// <summary>Where links in messages lead: the address of the API as people reach it. Required where <c>Mail</c> or <c>Sms</c> is set up.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Channels in their order, with commas between. Default <c>Email,Sms</c>.</summary>
    [Required, RegularExpression("(Email|Sms)(,(Email|Sms))?")]
    public string Channels { get; init; } = "Email,Sms";

    /// <summary>An other number that the registry does not know: Send or Skip. Default Send.</summary>
    public UnknownNumber UnknownNumbers { get; init; }

    /// <summary>A directory whose files replace texts of the same name (docs/reminders.md), or null.</summary>
    public string? Texts { get; init; }

    /// <summary>The channels.</summary>
    internal IReadOnlyList<OwnerChannel> Order => [.. Channels.Split(',').Select(Enum.Parse<OwnerChannel>).Distinct()];
}
