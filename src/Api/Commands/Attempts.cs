namespace RecycledNumbers.Api.Commands;

/// <summary>Asks again while an outcome is in doubt: three times at most, and eight seconds in all.</summary>
/// <remarks>A number whose write was not confirmed steps down; its next activation reads the truth and answers the same id, so a second attempt usually knows.</remarks>
internal sealed class Attempts(TimeProvider time)
{
    private const int Most = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>A command, each time with the same id. One that hangs is not waited for longer than all attempts may take.</summary>
    internal Task<T> Run<T>(Func<Task<T>> command, CancellationToken cancellation) =>
        Repeat(left => command().WaitAsync(left, time, cancellation), static () => true, cancellation);

    /// <summary>A read, as long as it may be made again. It is never left running beside its repeat: what ends one that hangs is the grain response timeout.</summary>
    internal Task Run(Func<Task> read, Func<bool> mayRepeat, CancellationToken cancellation) =>
        Repeat(
            async _ =>
            {
                await read();
                return true;
            }, mayRepeat, cancellation);

    private async Task<T> Repeat<T>(Func<TimeSpan, Task<T>> call, Func<bool> mayRepeat, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(Patience - time.GetElapsedTime(started));
            }
            catch (Exception fault) when (InDoubt.Is(fault) && mayRepeat() && attempt < Most && time.GetElapsedTime(started) + (Pause * attempt) < Patience)
            {
                await Task.Delay(Pause * attempt, time, cancellation);
            }
        }
    }
}
