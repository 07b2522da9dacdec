using System.Buffers;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>Text that every database keeps as it is: PostgreSQL has no NUL, and half a surrogate pair is not text at all.</summary>
internal static class StorableText
{
    private static readonly SearchValues<char> _suspicious = SearchValues.Create(['\0', .. Enumerable.Range(0xD800, 0x800).Select(static c => (char)c)]);

    /// <summary>True for what every database stores as it is.</summary>
    public static bool Is(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(_suspicious); at >= 0; at = text.IndexOfAny(_suspicious))
        {
            if (text[at] == '\0' || at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
        }

        return true;
    }

    /// <summary>The text with what cannot be stored replaced, at most so many characters of it.</summary>
    public static string? Clean(string? text, int length)
    {
        if (text is null)
        {
            return null;
        }

        var cut = text.Length <= length ? text : text[..length];
        return Is(cut)
            ? cut
            : string.Create(cut.Length, cut, static (span, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    span[i] = source[i] == '\0' || char.IsSurrogate(source[i]) ? '\uFFFD' : source[i];
                }
            });
    }
}
