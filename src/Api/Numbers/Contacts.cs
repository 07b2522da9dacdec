using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;

namespace RecycledNumbers.Api.Numbers;

/// <summary>Contacts for reminders, sealed before they leave the edge: no grain, table or log ever holds one that can be read.</summary>
internal sealed class Contacts(ContactSeal seal)
{
    /// <summary>The sealed contact, or null where none is left.</summary>
    internal string? Seal(ContactRequest? contact) =>
        contact is null ? null : seal.Seal(new LeftContact(contact.Email, contact.Number?.Value, contact.Language));

    /// <summary>Whether a contact would ring at the number that it is left for: the number itself, or an e-mail address that becomes an SMS to it.</summary>
    internal static bool IsThatNumber(ContactRequest? contact, PhoneNumber number) =>
        (contact?.Number is { } other && OwnReach.ByPhone(number.Value, other.Value)) || (contact?.Email is { } email && OwnReach.ByEmail(number.Value, email));
}
