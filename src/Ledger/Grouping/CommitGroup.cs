using System.Diagnostics;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Ledger.Grouping;

using Pending = Waiting<NumberCommit, bool>;

/// <summary>Group commit: whatever waits is written in one transaction; a conflict or a poisoned row fails its own caller only.</summary>
internal sealed partial class CommitGroup : IAsyncDisposable
{
    // A deadlock victim is written again at once; a third collision in a row is not chance.
    private const int Attempts = 3;

    // Keeps one statement far below what PostgreSQL accepts as one message, whatever the rows hold.
    private const int MaxBatchCharacters = 16_000_000;

    private readonly Dialect _dialect;
    private readonly ILogger _logger;
    private readonly GroupQueue<NumberCommit, bool> _queue;

    public CommitGroup(Dialect dialect, GroupLimits limits, ILogger logger)
    {
        (_dialect, _logger) = (dialect, logger);
        _queue = new("commit", limits with { Loops = Math.Min(limits.Loops, dialect.MaxWriters) }, Serve, static commit => commit.Number);
    }

    public async Task<bool> Commit(NumberCommit commit, CancellationToken cancellation)
    {
        using var span = LedgerTelemetry.StartCommit();
        return await _queue.Ask(CommitText.Check(commit), cancellation);
    }

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private async Task Serve(IReadOnlyList<Pending> batch)
    {
        var characters = 0L;
        var part = new List<Pending>(batch.Count);

        // One order for all: batches of two silos that meet on the same numbers queue behind each other instead of deadlocking.
        foreach (var pending in batch.OrderBy(static p => p.Ask.Number, StringComparer.Ordinal))
        {
            characters += CommitText.Length(pending.Ask);
            if (characters > MaxBatchCharacters && part.Count > 0)
            {
                await Write(part);
                (part, characters) = ([], CommitText.Length(pending.Ask));
            }

            part.Add(pending);
        }

        await Write(part);
    }

    private async Task Write(List<Pending> batch)
    {
        using var span = LedgerTelemetry.StartBatch(batch.Select(static p => p.Trace), batch.Count);
        for (var attempt = 1; ; attempt++)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                var won = await _dialect.Write(batch.ConvertAll(static p => p.Ask), CancellationToken.None);
                LedgerTelemetry.Wrote(batch.Count, Stopwatch.GetElapsedTime(started), "written");
                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].Give(won[i]);
                    if (!won[i])
                    {
                        LedgerTelemetry.Conflicted();
                    }
                }

                return;
            }
            catch (Exception exception) when (_dialect.FaultOf(exception) == Fault.Collision && attempt < Attempts)
            {
                // Rolled back whole: written again.
                LedgerTelemetry.Wrote(batch.Count, Stopwatch.GetElapsedTime(started), "collision");
            }
            catch (Exception exception) when (_dialect.FaultOf(exception) == Fault.Refused)
            {
                LedgerTelemetry.Wrote(batch.Count, Stopwatch.GetElapsedTime(started), "refused");
                await Isolate(batch, exception);
                return;
            }
            catch (Exception exception)
            {
                LedgerTelemetry.Wrote(batch.Count, Stopwatch.GetElapsedTime(started), "unavailable");
                Log.Unavailable(_logger, exception, batch.Count);
                var fault = new LedgerUnavailableException($"The database did not answer; it is unknown whether the commit was written ({_dialect.Describe(exception)}).");
                batch.ForEach(p => p.Fail(fault));
                return;
            }
        }
    }

    /// <summary>Nothing of a refused batch was written: halve it until the refused row stands alone.</summary>
    private async Task Isolate(List<Pending> batch, Exception exception)
    {
        if (batch.Count == 1)
        {
            Log.Rejected(_logger, exception, WakeShard.Of(batch[0].Ask.Number));
            batch[0].Fail(new LedgerRejectedException($"The database refused this commit; nothing of it was written ({_dialect.Describe(exception)})."));
            return;
        }

        var half = batch.Count / 2;
        await Write(batch[..half]);
        await Write(batch[half..]);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A batch of {Count} commits failed and its outcome is unknown")]
        public static partial void Unavailable(ILogger logger, Exception exception, int count);

        [LoggerMessage(2, LogLevel.Error, "The database refused a commit of a number in wake shard {Shard}")]
        public static partial void Rejected(ILogger logger, Exception exception, short shard);
    }
}
