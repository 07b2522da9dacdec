using System.Collections.Concurrent;
using System.Net;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>Reads of numbers, each asked once: what fails is kept, never repeated.</summary>
internal sealed class Reads : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentBag<string> failures = [];
    private readonly HttpClient http;
    private readonly Task[] readers;
    private int total;

    public Reads(HttpClient http, IEnumerable<string> numbers)
    {
        this.http = http;
        readers = [.. numbers.Select(n => Task.Run(() => Read(n)))];
    }

    public int Total => total;

    public IReadOnlyCollection<string> Failures => failures;

    public async Task Stop()
    {
        await end.CancelAsync();
        await Task.WhenAll(readers);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        end.Dispose();
    }

    private async Task Read(string number)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync($"/v1/numbers/{number}");
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    failures.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                failures.Add(fault.GetType().Name);
            }

            Interlocked.Increment(ref total);
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
