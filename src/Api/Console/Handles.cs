using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Console;

/// <summary>Numbers and places in lists as they stand in addresses: sealed, so that neither a browser's memory nor a proxy's log has a telephone number, and a viewer's page none in full.</summary>
public sealed class Handles(IDataProtectionProvider protection)
{
    private const int Longest = 2000;
    private readonly IDataProtector seal = protection.CreateProtector("console-handles");

    internal string Seal(string text) => seal.Protect(text);

    /// <summary>What was sealed, or null: it was made up.</summary>
    internal string? Open(string? handle) => handle is { Length: > 0 and <= Longest } ? seal.TryUnprotect(handle) : null;

    internal PhoneNumber? OpenNumber(string? handle) => PhoneNumber.TryParse(Open(handle), out var number) ? number : null;
}
