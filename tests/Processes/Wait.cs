using System.Diagnostics;

namespace RecycledNumbers.Processes;

/// <summary>Waits for what takes its time, by looking: nothing here sleeps for a while and hopes.</summary>
public static class Wait
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks until what is seen holds, and answers what was seen last; when patience ends too: what to make of it then is the caller's.</summary>
    public static async Task<T> For<T>(Func<Task<T>> look, Func<T, bool> holds, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (holds(seen) || Stopwatch.GetElapsedTime(started) > patience)
            {
                return seen;
            }

            await Task.Delay(Between, TimeProvider.System);
        }
    }

    /// <summary>Whether it came to hold in time.</summary>
    public static Task<bool> For(Func<Task<bool>> holds, TimeSpan patience) => For(holds, static held => held, patience);

    /// <summary>Looks until it holds.</summary>
    /// <exception cref="InvalidOperationException">It did not come to hold in time.</exception>
    public static async Task Until(Func<Task<bool>> holds, TimeSpan patience)
    {
        if (!await For(holds, patience))
        {
            throw new InvalidOperationException($"It did not come to hold within {patience}.");
        }
    }
}
