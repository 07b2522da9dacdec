using System.CommandLine;
using System.Globalization;
using RecycledNumbers.Cli.Profiles;
using RecycledNumbers.Cli.Screens;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RecycledNumbers.Cli.Load;

/// <summary>A load generator: a carrier's numbers go through their lives, at a rate.</summary>
internal static class LoadCommand
{
    internal static Verb Build()
    {
        var first = new Option<string>("--first") { Description = "First number; it and those behind it must be yours and free", Required = true };
        var count = Whole.Within(new Option<int>("--count") { Description = "How many numbers, 1 to 100000", DefaultValueFactory = static _ => 100 }, 1, 100_000);
        var rate = Whole.Within(new Option<int>("--rate") { Description = "Requests per second, 1 to 5000", DefaultValueFactory = static _ => 50 }, 1, 5_000);
        var seconds = Whole.Within(new Option<int>("--seconds") { Description = "How long, 1 to 3600", DefaultValueFactory = static _ => 10 }, 1, 3_600);
        var inFlight = Whole.Within(new Option<int>("--in-flight") { Description = "Requests under way at once, 1 to 1000", DefaultValueFactory = static _ => 32 }, 1, 1_000);
        var yes = new Option<bool>("--yes") { Description = "Also where the registry is not on this machine" };
        return new Verb("load", """
            Carriers: has numbers assigned, suspended, resumed, deactivated and reinstated at a rate, and measures. These are real commands: the numbers are changed, platforms are told.
            At the end the numbers are left as they are. Exit code 1: something was refused; 3: something was not answered.
            """,
            "rn load --first +8613800150000 --count 1000 --rate 200 --seconds 30")
        {
            first, count, rate, seconds, inFlight, yes,
        }.Does(async call =>
        {
            if (!call.Get(yes) && Session.Registry(call.Profile) is { IsLoopback: false } registry)
            {
                throw new UsageException($"{registry.Host} is another machine, and its numbers would really be changed. Say --yes if that is meant.");
            }

            var run = new LoadRun(call.Registry(), Numbers(call.Need(first), call.Get(count)), call.Get(rate), TimeSpan.FromSeconds(call.Get(seconds)), call.Get(inFlight));
            await Watch(call, run);
            call.Screen.ShowOwn(run.Figures(), Table);
            return run.Failed > 0 ? ExitCode.Unreachable : run.Refused > 0 ? ExitCode.Refused : ExitCode.Done;
        });
    }

    private static async Task Watch(Call call, LoadRun run)
    {
        var running = run.Run(call.Cancellation);
        if (!call.Screen.IsWatched)
        {
            await running;
            return;
        }

        await call.Screen.Error.Live(Table(run.Figures())).AutoClear(true).StartAsync(async drawing =>
        {
            while (!running.IsCompleted)
            {
                await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, CancellationToken.None));
                drawing.UpdateTarget(Table(run.Figures()));
            }
        });
        await running;
    }

    private static IRenderable Table(LoadFigures figures)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("request", "done", "refused", "failed", "per second", "p50 ms", "p95 ms", "p99 ms", "longest ms");
        foreach (var line in figures.Requests.Append(figures.All))
        {
            table.AddRow(new object[] { line.Request, line.Done, line.Refused, line.Failed, Figure(line.PerSecond), Figure(line.P50), Figure(line.P95), Figure(line.P99), Figure(line.Longest) }.Select(static value => new Text(Screen.Say(value))));
        }

        return table;
    }

    private static string Figure(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Numbers(string first, int count)
    {
        if (!first.StartsWith('+') || !long.TryParse(first.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            throw new UsageException("--first takes a number such as +8613800150000.");
        }

        return Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"+{digits + i}"));
    }
}
