using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.My;

/// <summary>A number as people type it.</summary>
internal static class HolderNumber
{
    /// <summary>E.164, with blanks and hyphens or without; 11 digits that begin with 1 are Chinese. Null: it is no number.</summary>
    internal static PhoneNumber? Read(string? typed)
    {
        if (typed is not { Length: > 0 and <= 40 }) return null;
        var text = new string([.. typed.Where(static c => !char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.'))]);
        text = text.StartsWith("00", StringComparison.Ordinal) ? "+" + text[2..] : text.Length == 11 && text[0] == '1' ? "+86" + text : text;
        return PhoneNumber.TryParse(text, out var number) ? number : null;
    }
}
