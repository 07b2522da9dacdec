using RecycledNumbers.Chaos.Checks;
using RecycledNumbers.Chaos.Clusters;
using RecycledNumbers.Chaos.Faults;
using RecycledNumbers.Chaos.Load;
using RecycledNumbers.Chaos.Receivers;
using RecycledNumbers.Chaos.Reports;
using RecycledNumbers.Chaos.Sabotages;

namespace RecycledNumbers.Chaos;

/// <summary>One run: a cluster under load and faults, brought to rest, and judged.</summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    /// <summary>The registry's calendar goes on by so much in a run, whatever its length: less than a command's id is remembered.</summary>
    private static readonly TimeSpan Calendar = TimeSpan.FromDays(330);

    private static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(3);

    private readonly ChaosArguments asked;
    private readonly Progress progress;
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationTokenSource giveUp;
    private readonly CancellationTokenSource resting;
    private readonly HttpClient http;
    private readonly IReadOnlyList<string> numbers;
    private readonly IReadOnlyList<NumberLife> lives;
    private readonly List<Replayed> replays = [];
    private readonly Task pulling;
    private FaultTimetable? timetable;

    private ChaosRun(ChaosArguments asked, Cluster cluster, Progress progress, HttpClient http, Platforms platforms, History history, (CancellationTokenSource GiveUp, CancellationTokenSource Resting) ends)
    {
        (this.asked, Cluster, this.progress, this.http, Platforms, History, giveUp, resting) = (asked, cluster, progress, http, platforms, history, ends.GiveUp, ends.Resting);
        Database = new RegistryDatabase(cluster.Database, cluster.Seal);
        Carrier = new Caller(http, CarrierParty, history, giveUp.Token);
        numbers = [.. Enumerable.Range(0, asked.Numbers).Select(Load.Numbers.Of)];
        lives = [.. numbers.Select((n, i) => new NumberLife(n, Carrier, platforms.All, numbers, new Random(asked.Seed + i)))];
        pulling = Task.Run(platforms.Pull);
    }

    /// <summary>The demo carrier.</summary>
    public const string CarrierParty = "carrier:demo-mobile";

    /// <summary>The cluster.</summary>
    public Cluster Cluster { get; }

    /// <summary>Its tables.</summary>
    public RegistryDatabase Database { get; }

    /// <summary>The callers' side.</summary>
    public History History { get; }

    /// <summary>The platforms.</summary>
    public Platforms Platforms { get; }

    /// <summary>The carrier's caller.</summary>
    public Caller Carrier { get; }

    /// <summary>Faults that were made.</summary>
    public IReadOnlyCollection<FaultRecord> Faults => timetable?.Made ?? [];

    /// <summary>Starts database, silos, gateway and platforms.</summary>
    public static async Task<ChaosRun> Start(ChaosArguments asked, TextWriter output)
    {
        await output.WriteLineAsync($"Starting PostgreSQL, {asked.Silos} silos, a gateway and {Enum.GetValues<Manner>().Length + 1} platforms …");
        // Receivers misbehave all the time here: what gives up on them is to be the receiver's fault, not that the calendar runs.
        var cluster = await Cluster.Start(asked.Silos, FaultKinds.Cuts(asked.Faults ?? FaultKinds.Here), "--Webhooks:Timeout", "00:00:03", "--Webhooks:FirstRetry", "00:00:01", "--Webhooks:LongestRetry", "00:00:10",
            "--Webhooks:MostAttempts", "100", "--Webhooks:GiveUpAfter", "30.00:00:00", "--Webhooks:LongestBreak", "00:00:05");
        var (history, giveUp, resting) = (new History(), new CancellationTokenSource(), new CancellationTokenSource());
        await new RegistryDatabase(cluster.Database).KeepMessages();
        var platforms = await Platforms.Start(cluster, history, asked.Seed, giveUp.Token, resting.Token);
        var carrier = await Cluster.Connect(cluster.Gateway, await cluster.Credentials("carrier"));
        return new ChaosRun(asked, cluster, new Progress(output), carrier, platforms, history, (giveUp, resting));
    }

    /// <summary>Load and faults for the time that was asked for; then everybody behaves, and what is under way comes to its end.</summary>
    public async Task Play()
    {
        var scene = new FaultScene
        {
            Cluster = Cluster,
            Database = Database,
            History = History,
            Numbers = numbers,
            Carrier = await Cluster.Credentials("carrier"),
            CarrierParty = CarrierParty,
            Random = new Random(asked.Seed),
            Ending = ending.Token,
            Short = asked.Times is not null,
        };
        timetable = new FaultTimetable(scene, asked.Faults ?? FaultKinds.Here, TimeSpan.FromSeconds(asked.Pause));
        var traffic = new Traffic(lives, asked.Rate, Calendar, TimeSpan.FromSeconds(asked.Seconds), Database, asked.Seed, ending.Token);
        var (load, faults) = (traffic.Run(), Task.Run(Faults));
        if (asked.Times is null)
        {
            ending.CancelAfter(TimeSpan.FromSeconds(asked.Seconds));
        }

        await progress.While(Task.WhenAll(load, faults), this, timetable, asked.Seconds, Stop);
        await Settle();

        async Task Faults()
        {
            try
            {
                await timetable.Run(asked.Times);
            }
            finally
            {
                // Also when a fault could not be made: the load would go on for ever.
                if (asked.Times is not null)
                {
                    await ending.CancelAsync();
                }
            }
        }
    }

    /// <summary>Breaks a promise on purpose, from outside.</summary>
    public Task Break(string line) => Sabotage.Do(line, this);

    /// <summary>The last word on every number, and the log once more a day and 31 days later.</summary>
    public async Task Audit()
    {
        progress.Say("Asking about every number once more …");
        await Parallel.ForEachAsync(lives, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (life, _) => await life.Audit());
        if (!asked.Replay || asked.Sabotage is not null)
        {
            return;
        }

        var replay = new LogReplay(History.Operations, Platforms.All.Select(static p => p.Caller).Append(Carrier), new Random(asked.Seed));
        foreach (var (advance, later) in new[] { (1, TimeSpan.FromDays(1)), (30, TimeSpan.FromDays(31)) })
        {
            await Database.Advance(TimeSpan.FromDays(advance));
            progress.Say($"Sending {replay.Count:N0} commands again, shuffled, {later.TotalDays:0} days later …");
            replays.AddRange(await replay.Send(later));
        }

        await Settle();
    }

    /// <summary>What can be known now.</summary>
    public Task<Evidence> Evidence() => Checks.Evidence.Take(Database, History, replays, Platforms.All, Faults);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await giveUp.CancelAsync();
        await resting.CancelAsync();
        await pulling;
        await Platforms.DisposeAsync();
        http.Dispose();
        await Cluster.DisposeAsync();
        ending.Dispose();
        giveUp.Dispose();
        resting.Dispose();
    }

    private void Stop()
    {
        if (ending.IsCancellationRequested && !giveUp.IsCancellationRequested)
        {
            giveUp.CancelAfter(LastAnswers);
        }
    }

    private async Task Settle()
    {
        progress.Say("Coming to rest …");
        await Platforms.Behave();
        await Wait.For(async () => await Database.OpenDeliveries() == 0 && (await Database.Overslept(TimeSpan.FromSeconds(1))).Count == 0, Rest);
        await Platforms.Behave();
        var rounds = Platforms.Rounds;
        await Wait.For(() => Task.FromResult(Platforms.Rounds > rounds + 1), Rest);
    }
}
