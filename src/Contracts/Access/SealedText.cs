using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace RecycledNumbers.Contracts.Access;

/// <summary>Texts that the registry sealed.</summary>
public static class SealedText
{
    /// <summary>What was sealed; null where it was made up, is too old, or another key ring sealed it.</summary>
    public static string? TryUnprotect(this IDataProtector protector, string text)
    {
        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
