using System.Globalization;
using System.Runtime.InteropServices;

namespace RecycledNumbers.Ledger.Dialects;

/// <summary>
/// A place in a feed: the transaction that put the row there, then its position. A sequence alone would lose rows: who drew the lower number may commit
/// after who drew the higher, when a reader has passed (trap 13).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeedCursor(ulong Transaction, long Position)
{
    public static FeedCursor Parse(string? text, string parameter)
    {
        if (text is null)
        {
            return default;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        // TryParse overlooks a NUL at the end.
        return dot > 0 && !text.AsSpan().ContainsAnyExcept("0123456789.")
            && ulong.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var transaction)
            && transaction <= long.MaxValue
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(transaction, position)
            : throw new InvalidCursorException(parameter);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction}.{Position}");
}
