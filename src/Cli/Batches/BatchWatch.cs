using System.Diagnostics;
using RecycledNumbers.Client;
using Spectre.Console;

namespace RecycledNumbers.Cli.Batches;

/// <summary>Sends a file and looks on until it is worked through. The batch itself lives in the registry: whoever looks away misses nothing.</summary>
internal sealed class BatchWatch(Call call, RegistryClient registry)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);

    /// <summary>How often a line is said where there is no terminal to draw a bar on.</summary>
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>How long a registry that does not answer is asked again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Sends it, again where the connection breaks: it is taken in once.</summary>
    internal async Task<SentBatch> Send(FileInfo file, BatchContent content, RowFormat format, bool again)
    {
        var sent = new CountedStream.Counter();
        Task<SentBatch> Give() => call.Command(async key =>
        {
            await using var rows = new CountedStream(file.OpenRead(), sent);
            return await registry.SendBatchAsync(key, content, format, rows, again, RowFiles.IsGzip(file), call.Cancellation);
        });

        if (!call.Screen.IsWatched)
        {
            return await Give();
        }

        return await Bar(() => FormattableString.Invariant($"{sent.Bytes / 1e6:N1} of {file.Length / 1e6:N1} MB{(sent.Bytes == file.Length ? ", being read" : "")}")).StartAsync(async drawing =>
        {
            var bar = drawing.AddTask("sending", maxValue: Math.Max(file.Length, 1));
            var giving = Give();
            while (!giving.IsCompleted)
            {
                bar.Value = sent.Bytes;
                await Task.WhenAny(giving, Task.Delay(Between, TimeProvider.System, CancellationToken.None));
            }

            bar.Value = file.Length;
            return await giving;
        });
    }

    /// <summary>Looks on until it is done, and keeps what was refused.</summary>
    internal async Task<ExitCode> UntilDone(SentBatch sent, RowFormat format, FileInfo refusedTo)
    {
        var batch = sent.Batch;
        if (sent.Known)
        {
            call.Screen.Note($"The registry has this file already: batch {batch.Id}. (--again takes it in anew.)");
        }

        try
        {
            batch = call.Screen.IsWatched ? await Drawn(batch) : await Said(batch);
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            call.Screen.Note($"The batch goes on in the registry. Give the same command again, or: rn batch watch {batch.Id}. To call it off: rn batch cancel {batch.Id}");
            return ExitCode.Interrupted;
        }

        if (batch.Refused > 0)
        {
            using var refused = await registry.ReadBatchResultsAsync(batch.Id, format, onlyRefused: true, call.Cancellation);
            await RowFiles.Keep(call, refused, refusedTo);
            call.Screen.Note(FormattableString.Invariant($"{batch.Refused:N0} rows were refused. Line by line, with the reason: {refusedTo.FullName}"));
        }

        call.Screen.Show(batch, BatchViews.Whole);
        return batch.Refused > 0 || batch.State == BatchProgress.Cancelled ? ExitCode.Refused : ExitCode.Done;
    }

    private async Task<BatchAnswer> Drawn(BatchAnswer first)
    {
        var batch = first;
        return await Bar(() => BatchViews.Line(batch)).StartAsync(async drawing =>
        {
            var bar = drawing.AddTask(Screens.Screen.Say(batch.Content), maxValue: batch.Rows);
            await foreach (var now in Looks(first))
            {
                batch = now;
                bar.Value = batch.Done;
            }

            return batch;
        });
    }

    private async Task<BatchAnswer> Said(BatchAnswer first)
    {
        var batch = first;
        var last = Stopwatch.GetTimestamp();
        call.Screen.Note($"{batch.Id}: {BatchViews.Line(batch)}");
        await foreach (var now in Looks(first))
        {
            batch = now;
            if (Stopwatch.GetElapsedTime(last) >= BetweenLines)
            {
                last = Stopwatch.GetTimestamp();
                call.Screen.Note($"{batch.Id}: {BatchViews.Line(batch)}");
            }
        }

        return batch;
    }

    /// <summary>The batch as it stands, again and again until it is done or called off. A registry that is away for a while is waited for.</summary>
    private async IAsyncEnumerable<BatchAnswer> Looks(BatchAnswer batch)
    {
        var seen = Stopwatch.GetTimestamp();
        while (batch.State == BatchProgress.Working)
        {
            await Task.Delay(Between, TimeProvider.System, call.Cancellation);
            try
            {
                batch = await registry.ReadBatchAsync(batch.Id, call.Cancellation);
                seen = Stopwatch.GetTimestamp();
            }
            catch (Exception fault) when (Faults.IsPassing(fault) && Stopwatch.GetElapsedTime(seen) < Patience)
            {
                continue;
            }

            yield return batch;
        }
    }

    private Progress Bar(Func<string> say) => call.Screen.Error.Progress().AutoClear(false).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SayingColumn(say));

    private sealed class SayingColumn(Func<string> say) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(say());
    }
}
