using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Contracts.Owners;

/// <summary>What a subscriber left for reminders.</summary>
/// <param name="Email">Address, or null.</param>
/// <param name="Number">Another number in E.164 form, or null.</param>
/// <param name="Language">BCP 47 tag, or null.</param>
public sealed record LeftContact(string? Email, string? Number, string? Language)
{
    /// <summary>Nothing of it: what is printed by mistake must not tell it.</summary>
    public override string ToString() => "contact";
}

/// <summary>Seals contacts on arrival and opens them just before a message leaves: no grain, table or log ever holds one that can be read. A key that has rotated still opens what it sealed.</summary>
/// <param name="protection">The registry's key ring: the same in every silo and gateway.</param>
public sealed class ContactSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("contact");

    /// <summary>Seals.</summary>
    public string Seal(LeftContact contact) => protector.Protect(JsonSerializer.Serialize(contact, ContactJson.Default.LeftContact));

    /// <summary>Opens; null where the key ring is not the one that sealed it.</summary>
    public LeftContact? Open(string text) => protector.TryUnprotect(text) is { } json ? JsonSerializer.Deserialize(json, ContactJson.Default.LeftContact) : null;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeftContact))]
internal sealed partial class ContactJson : JsonSerializerContext;
