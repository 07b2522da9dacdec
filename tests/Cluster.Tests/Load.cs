using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>
/// Transfers of numbers, one after the other per number, through one process. Each carries its own key and, unless told otherwise, is repeated with that key until it is
/// acknowledged: so a number's generation must be 1 and one more per acknowledgement, whatever breaks meanwhile.
/// </summary>
internal sealed class Load(HttpClient http, IReadOnlyList<string> numbers) : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentDictionary<string, int> acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> failures = [];
    private readonly ConcurrentBag<TimeSpan> gaps = [];
    private Task[] workers = [];

    /// <summary>A command that is still not acknowledged by then is left as it is: the test has failed, or will.</summary>
    private static readonly TimeSpan LastWord = TimeSpan.FromMinutes(2);

    /// <summary>Acknowledged transfers of each number.</summary>
    public IReadOnlyDictionary<string, int> Acknowledged => acknowledged;

    public int Total => acknowledged.Values.Sum();

    /// <summary>What was answered instead of 200.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>Longest time between two acknowledgements of one number.</summary>
    public TimeSpan LongestGap => gaps.Max();

    /// <summary>Assigns every number, and starts.</summary>
    public async Task Start()
    {
        foreach (var number in numbers)
        {
            await Done(number, "assign", 0);
        }

        workers = [.. numbers.Select(n => Task.Run(() => Transfer(n)))];
    }

    /// <summary>Waits until every number was transferred again.</summary>
    public async Task Progress(int more = 2)
    {
        var goal = numbers.ToDictionary(n => n, n => acknowledged.GetValueOrDefault(n) + more, StringComparer.Ordinal);
        await Wait.Until(() => Task.FromResult(goal.All(g => acknowledged.GetValueOrDefault(g.Key) >= g.Value)), TimeSpan.FromMinutes(3));
    }

    /// <summary>Ends after the transfers that are under way.</summary>
    public async Task Stop()
    {
        await end.CancelAsync();
        await Task.WhenAll(workers);
    }

    /// <summary>Ends it, so that a test that failed leaves no load behind for the next.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        end.Dispose();
    }

    /// <summary>Sends one command, with its key, until it is done.</summary>
    public async Task Done(string number, string command, int serial) =>
        (await Wait.For(() => Send(number, command, serial), static answer => answer == "OK", LastWord)).ShouldBe("OK");

    /// <summary>Sends one command, and says how it ended.</summary>
    public async Task<string> Send(string number, string command, int serial)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/numbers/{number}/{command}")
        {
            Content = JsonContent.Create(Registry.Subscriber($"subscriber-{serial.ToString(CultureInfo.InvariantCulture)}")),
        };
        request.Headers.Add("Idempotency-Key", $"{command}-{number}-{serial.ToString(CultureInfo.InvariantCulture)}");
        try
        {
            using var answer = await http.SendAsync(request);
            return answer.StatusCode == HttpStatusCode.OK ? "OK" : $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return fault.GetType().Name;
        }
    }

    private async Task Transfer(string number)
    {
        var last = Stopwatch.GetTimestamp();
        for (var serial = 1; !end.IsCancellationRequested; serial++)
        {
            while (await Send(number, "transfer", serial) is var answer && answer != "OK")
            {
                failures.Add(answer);
                if (end.IsCancellationRequested && Stopwatch.GetElapsedTime(last) > LastWord)
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }

            acknowledged[number] = serial;
            gaps.Add(Stopwatch.GetElapsedTime(last));
            last = Stopwatch.GetTimestamp();
        }
    }
}
