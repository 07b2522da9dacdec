namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>Work on many things, so many at once, on the caller's scheduler (which Parallel.ForEachAsync would leave).</summary>
internal static class Bounded
{
    /// <summary>The results, in order.</summary>
    public static async Task<TResult[]> Each<T, TResult>(IEnumerable<T> items, int atOnce, Func<T, Task<TResult>> work)
    {
        using var places = new SemaphoreSlim(atOnce);
        return await Task.WhenAll(items.Select(InTurn));

        async Task<TResult> InTurn(T item)
        {
            await places.WaitAsync();
            try
            {
                return await work(item);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
