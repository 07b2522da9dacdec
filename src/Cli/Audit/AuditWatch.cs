using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RecycledNumbers.Client;
using RecycledNumbers.Domain.Audit;
using Spectre.Console;

namespace RecycledNumbers.Cli.Audit;

/// <summary>Fetches all roots and all events of a registry and has them checked, with a bar where somebody looks on.</summary>
internal sealed class AuditWatch(Call call, RegistryClient registry, PublicKeys keys, IReadOnlyDictionary<long, string>? known)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    private readonly WholeCheck check = new(keys);
    private long said = Stopwatch.GetTimestamp();
    private long events;
    private string? cursor;

    internal async Task<AuditReport> Run()
    {
        var roots = await Roots();
        check.Compare(known, roots.ConvertAll(static root => root.Signed));
        var expected = roots.Sum(static root => (long)root.Events);
        if (!call.Screen.IsWatched)
        {
            return await Check(roots, () => Line(expected));
        }

        return await call.Screen.Error.Progress().AutoClear(false).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async drawing =>
        {
            var bar = drawing.AddTask(FormattableString.Invariant($"{roots.Count:N0} roots, {expected:N0} events"), maxValue: Math.Max(expected, 1));
            var report = await Check(roots, () => bar.Value = events);
            bar.Value = bar.MaxValue;
            return report;
        });
    }

    private async Task<AuditReport> Check(List<RootAnswer> roots, Action progress)
    {
        // Numbers' own records first: whatever they know of must be among the events that are read afterwards.
        await foreach (var end in Rows<EndRow>(await registry.ReadAuditEndsAsync(call.Cancellation)))
        {
            check.Expect(end);
        }

        foreach (var root in roots)
        {
            var stretch = check.Begin(root.Index, root.Signed, await Leaves(root.Index));
            await foreach (var row in Rows<AuditedRow>(await registry.ReadAuditEventsAsync(root.Index, call.Cancellation)))
            {
                if (stretch is null)
                {
                    check.Take(row, isUnsealed: false);
                }
                else
                {
                    stretch.Take(row);
                }

                cursor = row.Cursor;
                events++;
                progress();
            }

            stretch?.End();
        }

        await foreach (var row in Rows<AuditedRow>(await registry.ReadAuditFeedAsync(cursor, call.Cancellation)))
        {
            check.Take(row, isUnsealed: true);
            events++;
            progress();
        }

        var ahead = check.End();
        if (ahead.Count > 0)
        {
            var now = new Dictionary<string, EndRow>(StringComparer.Ordinal);
            await foreach (var end in Rows<EndRow>(await registry.ReadAuditEndsAsync(call.Cancellation)))
            {
                if (ahead.Contains(end.Number))
                {
                    now[end.Number] = end;
                }
            }

            check.EndAgain(ahead, now);
        }

        return check.Report();
    }

    private async Task<List<RootAnswer>> Roots()
    {
        var roots = new List<RootAnswer>();
        string? after = null;
        do
        {
            var page = await registry.ReadAuditRootsAsync(after, 1000, call.Cancellation);
            roots.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return roots;
    }

    private async Task<IReadOnlyList<AuditHash>> Leaves(long root)
    {
        using var file = await registry.ReadAuditLeavesAsync(root, call.Cancellation);
        await using var stream = await file.Open(call.Cancellation);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, call.Cancellation) is > 0 and var read)
        {
            bytes.Write(buffer.AsSpan(0, read));
            if (bytes.Length > TreeHead.MostEvents * AuditHash.Size)
            {
                return [];
            }
        }

        return bytes.Length % AuditHash.Size == 0 ? [.. bytes.ToArray().Chunk(AuditHash.Size).Select(static leaf => new AuditHash(leaf))] : [];
    }

    private async IAsyncEnumerable<T> Rows<T>(RegistryFile answer)
    {
        using var file = answer;
        using var reader = new StreamReader(await file.Open(call.Cancellation), Encoding.UTF8);
        while (await reader.ReadLineAsync(call.Cancellation) is { } line)
        {
            yield return Read<T>(line);
        }
    }

    private static T Read<T>(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, ExportFile.Json) ?? throw new JsonException();
        }
        catch (JsonException flaw)
        {
            throw new RegistryException("A line of the answer is none.", 200, "", new Dictionary<string, IEnumerable<string>>(StringComparer.Ordinal), flaw);
        }
    }

    private void Line(long expected)
    {
        if (Stopwatch.GetElapsedTime(said) >= BetweenLines)
        {
            said = Stopwatch.GetTimestamp();
            call.Screen.Note(FormattableString.Invariant($"{events:N0} of {expected:N0} events"));
        }
    }
}
