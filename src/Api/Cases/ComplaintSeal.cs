using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.My;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Cases;

/// <summary>What a holder typed into a complaint.</summary>
/// <param name="Sender">Number or name complained of, or null.</param>
/// <param name="Text">What they wrote, or null.</param>
public sealed record ComplaintWords(string? Sender, string? Text)
{
    /// <summary>Nothing of it: what is printed by mistake must not tell it.</summary>
    public override string ToString() => "complaint";
}

/// <summary>Seals the words of complaints before they leave the edge, and opens them for the carrier and the holder: no grain, table or log ever holds any that can be read.</summary>
internal sealed class ComplaintSeal(IDataProtectionProvider protection, KeyRing keys)
{
    private readonly IDataProtector protector = protection.CreateProtector("complaint");
    private readonly byte[] key = keys.Derive("complaint-sender");

    /// <summary>Seals; null where there is nothing to seal.</summary>
    internal string? Seal(ComplaintWords words) => words is { Sender: null, Text: null } ? null : protector.Protect(JsonSerializer.Serialize(words, JsonSerializerOptions.Web));

    /// <summary>Opens; null where there is nothing, or the key ring is not the one that sealed it.</summary>
    internal ComplaintWords? Open(string? text) =>
        text is not null && protector.TryUnprotect(text) is { } json ? JsonSerializer.Deserialize<ComplaintWords>(json, JsonSerializerOptions.Web) : null;

    /// <summary>The same for the same sender however it is typed: 22 characters of base64url (128 bits of HMAC-SHA-256).</summary>
    internal string HashOf(string sender)
    {
        var name = HolderNumber.Read(sender)?.Value ?? string.Join(' ', FoldedText.Of(sender).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return KeyedHash.Of(key, name, bytes: 16);
    }
}
