namespace RecycledNumbers.Ledger;

/// <summary>Work that follows the ledger for as long as a process lives. A round that fails costs that round and not the process, whatever it failed by: all that goes round can be behind for a moment.</summary>
public static class Rounds
{
    /// <summary>One round at once, then one a <paramref name="period"/>, never two beside each other: what takes longer skips the rounds that it missed. It goes on until it is stopped.</summary>
    /// <param name="period">From beginning to beginning.</param>
    /// <param name="time">The host's clock.</param>
    /// <param name="round">The work. A call that was cancelled by anybody else is a fault like others.</param>
    /// <param name="failed">Is told what a log may say of the fault (<see cref="LedgerException.Told"/>).</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task Go(TimeSpan period, TimeProvider time, Func<CancellationToken, Task> round, Action<string> failed, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period, time);
        do
        {
            try
            {
                await round(stopping);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                failed(LedgerException.Told(fault));
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }
}
