using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace RecycledNumbers.Api.Numbers;

/// <summary>Contacts for reminders, sealed before they leave the edge: no grain, table or log ever holds one that can be read.</summary>
internal sealed class Contacts(IDataProtectionProvider protection)
{
    internal const string Purpose = "contact";

    private readonly IDataProtector protector = protection.CreateProtector(Purpose);

    /// <summary>The sealed contact, or null where none is left.</summary>
    internal string? Seal(ContactRequest? contact) =>
        contact is null ? null : protector.Protect(JsonSerializer.Serialize(new SealedContact(contact.Email, contact.Number?.Value, contact.Language), ContactJson.Default.SealedContact));
}

/// <summary>What is sealed.</summary>
internal sealed record SealedContact(string? Email, string? Number, string? Language);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SealedContact))]
internal sealed partial class ContactJson : JsonSerializerContext;
