using System.Collections.Immutable;

namespace RecycledNumbers.Api.Paging;

/// <summary>Part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Pass it as <c>after</c> for what follows; null at the end.</param>
internal sealed record Page<T>(ImmutableArray<T> Items, string? Next);

/// <summary>How pages are cut.</summary>
internal static class Pages
{
    /// <summary>A page out of rows of which one more than the limit was asked for.</summary>
    internal static Page<TOut> Cut<T, TOut>(IReadOnlyList<T> rows, PageLimit? limit, Func<T, string> cursor, Func<T, TOut> shape)
    {
        var most = PageLimit.Of(limit);
        return new Page<TOut>([.. rows.Take(most).Select(shape)], rows.Count > most ? cursor(rows[most - 1]) : null);
    }
}
