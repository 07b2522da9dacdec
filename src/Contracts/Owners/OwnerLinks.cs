using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Owners;

namespace RecycledNumbers.Contracts.Owners;

/// <summary>What a link in a message is for; one for one use opens nothing else.</summary>
public enum OwnerLinkUse
{
    /// <summary>No more reminders.</summary>
    Unsubscribe,

    /// <summary>The services that are bound to the number of the present owner.</summary>
    Services,

    /// <summary>An SMS gateway's delivery report.</summary>
    Report,

    /// <summary>The services that still hold the number of a previous owner.</summary>
    Accounts,
}

/// <summary>What a link says.</summary>
/// <param name="Number">E.164 text.</param>
/// <param name="Generation">Tenure.</param>
/// <param name="Language">Language of the page: zh-CN, en.</param>
/// <param name="MessageId">The delivery that it came with, or null.</param>
/// <param name="Channel">Channel that it came by, or None.</param>
/// <param name="Occasion">Occasion of the reminder, or null.</param>
/// <param name="UntilDay">Last day on which it opens anything, in days since 1970 by the registry's clock; 0: it says nothing of that.</param>
/// <remarks>Short names, because a token is part of an SMS.</remarks>
public sealed record OwnerLink(
    [property: JsonPropertyName("n")] string Number,
    [property: JsonPropertyName("g")] int Generation,
    [property: JsonPropertyName("l")] string Language,
    [property: JsonPropertyName("m")] string? MessageId = null,
    [property: JsonPropertyName("c")] OwnerChannel Channel = OwnerChannel.None,
    [property: JsonPropertyName("o")] string? Occasion = null,
    [property: JsonPropertyName("u")] int UntilDay = 0)
{
    /// <summary>The same, opening for so many days from an instant on.</summary>
    public OwnerLink Opening(DateTimeOffset from, int days) => this with { UntilDay = DayOf(from) + days };

    /// <summary>Whether its days are not over.</summary>
    public bool IsOpen(DateTimeOffset now) => DayOf(now) <= UntilDay;

    private static int DayOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / 86_400);
}

/// <summary>Makes and reads the tokens in links. They are sealed, not only signed: a number in a URL would end in logs.</summary>
/// <param name="protection">The registry's key ring: the same in every silo and gateway.</param>
public sealed class OwnerLinks(IDataProtectionProvider protection)
{
    private const int Longest = 1000;
    private readonly IDataProtector protector = protection.CreateProtector("owner-link");

    /// <summary>A token of base64url.</summary>
    public string TokenOf(OwnerLinkUse use, OwnerLink link) => For(use).Protect(JsonSerializer.Serialize(link, LinkJson.Default.OwnerLink));

    /// <summary>What a token says; null where it is none of ours, or one for another use.</summary>
    public OwnerLink? Read(OwnerLinkUse use, string token) =>
        token.Length <= Longest && For(use).TryUnprotect(token) is { } json ? JsonSerializer.Deserialize(json, LinkJson.Default.OwnerLink) : null;

    private IDataProtector For(OwnerLinkUse use) => protector.CreateProtector(use.ToString());
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(OwnerLink))]
internal sealed partial class LinkJson : JsonSerializerContext;
