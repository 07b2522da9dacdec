using System.Diagnostics;
using System.Threading.Channels;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli.Load;

/// <summary>Numbers that go through their lives at a rate. Each number has one request under way at most, so that nothing it is refused is the load's own doing.</summary>
internal sealed class LoadRun(RegistryClient registry, IEnumerable<string> numbers, int rate, TimeSpan length, int inFlight)
{
    private static readonly string[] Steps = ["assign", "show", "suspend", "resume", "deactivate", "reinstate"];

    private readonly Dictionary<string, Tally> tallies = Steps.ToDictionary(static step => step, static _ => new Tally());
    private readonly Tally all = new();
    private long started;
    private long ended;

    public long Refused => all.Refused;

    public long Failed => all.Failed;

    /// <summary>Until the time is over, or Ctrl-C: the figures so far are worth showing then.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        var free = Channel.CreateUnbounded<Life>();
        foreach (var number in numbers)
        {
            free.Writer.TryWrite(new Life(number));
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var slots = new SemaphoreSlim(inFlight, inFlight);
        started = Stopwatch.GetTimestamp();
        over.CancelAfter(length);
        try
        {
            for (var i = 0L; ; i++)
            {
                var early = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(started);
                if (early > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(early, TimeProvider.System, over.Token);
                }

                // The number first: a slot that was taken is given back by its request only.
                var life = await free.Reader.ReadAsync(over.Token);
                await slots.WaitAsync(over.Token);
                _ = Step(life, slots, free.Writer);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // What is under way has its answer counted, too.
            for (var i = 0; i < inFlight; i++)
            {
                await slots.WaitAsync(CancellationToken.None);
            }
        }
        finally
        {
            ended = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>As they stand.</summary>
    public LoadFigures Figures()
    {
        var seconds = started == 0 ? 0 : (ended == 0 ? Stopwatch.GetElapsedTime(started) : Stopwatch.GetElapsedTime(started, ended)).TotalSeconds;
        return new LoadFigures(Math.Round(seconds, 1), [.. Steps.Select(step => tallies[step].Line(step, seconds))], all.Line("all", seconds));
    }

    private async Task Step(Life life, SemaphoreSlim slots, ChannelWriter<Life> free)
    {
        var step = life.Next;
        var began = Stopwatch.GetTimestamp();
        var end = End.Failed;
        try
        {
            await Give(life.Number, step);
            life.Next = step switch { "assign" => "show", "show" => "suspend", "suspend" => "resume", "resume" => "deactivate", "deactivate" => "reinstate", _ => "show" };
            end = End.Done;
        }
        catch (RegistryException refusal) when (refusal.StatusCode is >= 400 and < 500)
        {
            end = End.Refused;
        }
        catch (Exception fault) when (fault is HttpRequestException or RegistryException or AccessException or OperationCanceledException)
        {
            // Counted below: what a load is for is to see such things happen.
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(began);
            tallies[step].Add(end, took);
            all.Add(end, took);
            free.TryWrite(life);
            slots.Release();
        }
    }

    private async Task Give(string number, string step)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var key = $"rn-load-{Guid.NewGuid():N}";
        var subscriber = $"load-{number}";
        _ = step switch
        {
            "assign" => (object)await registry.AssignNumberAsync(number, key, new AssignRequest { Subscriber = subscriber }, null, patience.Token),
            "suspend" => await registry.SuspendNumberAsync(number, key, null, new Nothing(), patience.Token),
            "resume" => await registry.ResumeNumberAsync(number, key, null, new Nothing(), patience.Token),
            "deactivate" => await registry.DeactivateNumberAsync(number, key, new DeactivateRequest { Reason = DeactivationReason.Other }, null, patience.Token),
            "reinstate" => await registry.ReinstateNumberAsync(number, key, new SubscriberRequest { Subscriber = subscriber }, null, patience.Token),
            _ => await registry.ReadNumberAsync(number, patience.Token),
        };
    }

    private sealed class Life(string number)
    {
        public string Number { get; } = number;

        public string Next { get; set; } = Steps[0];
    }
}
