using System.Text;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>Text as it is meant, whatever it was typed with: full-width letters and digits are plain ones (Unicode's compatibility form NFKC, UAX #15).</summary>
public static class FoldedText
{
    /// <summary>Folds any text. What has no normal form in .NET, half a surrogate pair and U+FFFE, becomes U+FFFD.</summary>
    public static string Of(string typed) =>
        string.Concat(typed.EnumerateRunes().Select(static rune => rune.Value == 0xFFFE ? Rune.ReplacementChar : rune)).Normalize(NormalizationForm.FormKC);
}
