using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Disclosures;

/// <summary>
/// The code on a buyer's paper: 20 characters of Crockford's base 32 (100 bits by chance), so that it can be typed and not be guessed. Nothing in it tells anything;
/// it finds the statement that the registry keeps.
/// </summary>
public sealed record DisclosureCode
{
    /// <summary>Crockford's alphabet: no I, L, O and U.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Characters of a code.</summary>
    public const int Length = 20;

    private const int Group = 4;
    private const int LongestTyped = 60;

    private DisclosureCode(string text) => Text = text;

    /// <summary>The code without hyphens.</summary>
    public string Text { get; }

    /// <summary>As it is printed: <c>K3QF-9X2M-7TBD-0VWE-64RH</c>.</summary>
    public string Printed => string.Join('-', Text.Chunk(Group).Select(static group => new string(group)));

    /// <summary>What the registry keeps instead of the code: SHA-256 in hex. Whoever reads it can't make the code from it.</summary>
    public string Reference => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    /// <summary>Reads a code as people type it: any case, with or without hyphens and blanks, full-width too, O for 0 and I or L for 1.</summary>
    public static bool TryParse([NotNullWhen(true)] string? typed, [NotNullWhen(true)] out DisclosureCode? code)
    {
        code = null;
        if (typed is not { Length: > 0 and <= LongestTyped })
        {
            return false;
        }

        var text = new string([.. FoldedText.Of(typed).Where(static c => c is not ('-' or '\u2010' or '\u2011' or '\u2013' or '\u2212') && !char.IsWhiteSpace(c)).Select(Meant)]);
        if (text.Length != Length || text.AsSpan().ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        code = new DisclosureCode(text);
        return true;
    }

    private static char Meant(char typed) => char.ToUpperInvariant(typed) switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        var c => c,
    };
}
