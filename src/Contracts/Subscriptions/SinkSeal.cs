using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Contracts.Access;

namespace RecycledNumbers.Contracts.Subscriptions;

/// <summary>Seals the access tokens of sinks on arrival and opens them just before a notification leaves, as contacts are.</summary>
/// <param name="protection">The registry's key ring: the same in every silo and gateway.</param>
public sealed class SinkSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("sink");

    /// <summary>Seals.</summary>
    public string Seal(string token) => protector.Protect(token);

    /// <summary>Opens; null where the key ring is not the one that sealed it.</summary>
    public string? Open(string text) => protector.TryUnprotect(text);
}
