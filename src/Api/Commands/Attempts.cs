namespace RecycledNumbers.Api.Commands;

/// <summary>Asks again, with the same command id, while a command's outcome is in doubt: three times at most, and eight seconds in all.</summary>
/// <remarks>A number whose write was not confirmed steps down; its next activation reads the truth and answers the same id, so a second attempt usually knows.</remarks>
internal sealed class Attempts(TimeProvider time)
{
    internal const int Most = 3;
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    internal async Task<T> Run<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call().WaitAsync(Patience - time.GetElapsedTime(started), time, cancellation);
            }
            catch (Exception fault) when (InDoubt.Is(fault) && attempt < Most && time.GetElapsedTime(started) + (Pause * attempt) < Patience)
            {
                await Task.Delay(Pause * attempt, time, cancellation);
            }
        }
    }
}
