using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Ledger.Figures;
using RecycledNumbers.Processes;

namespace RecycledNumbers.Bench.Console;

/// <summary>Each of the operators' pages over ten million numbers, two million of them frozen, half a million open unbindings and a million dead letters: the 95th percentile of 40 requests, one after the other.</summary>
internal static class ConsoleBench
{
    private const double Allowed = 300;

    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        var known = asked.Quick ? 2_000 : asked.Numbers == 50_000 ? 10_000_000 : asked.Numbers;
        var requests = asked.Amount(40, 5);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Making a product that knows {known:N0} numbers …"));
        await using var host = await ConsoleHost.Start(known, asked, output);
        var followed = await host.Followed();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The calendar was complete after {followed.TotalSeconds:0} s."));
        var kept = host.App.Services.GetRequiredService<IKeptFigures>();
        var figures = new List<Figure>
        {
            new("console_count_phases_s", string.Create(CultureInfo.InvariantCulture, $"the phases of {known:N0} numbers counted, in the background"), await Seconds(() => kept.CountPhases()), "s", null, null, Target.Most(30)),
            new("console_count_parties_s", "open unbindings counted by party, in the background", await Seconds(() => kept.CountParties(TimeProvider.System.GetUtcNow())), "s", null, null, Target.Most(30)),
            new("console_count_leaving_s", "the calendar counted, in the background", await Seconds(() => kept.CountLeaving(Days.Of(TimeProvider.System.GetUtcNow()), Days.Of(TimeProvider.System.GetUtcNow()) + 120)), "s", null, null, Target.Most(30)),
        };
        var handles = host.App.Services.GetRequiredService<Handles>();
        foreach (var (name, path) in new[]
        {
            ("overview", "/console"), ("number", "/console/number?n=" + handles.Seal(ManyNumbers.NumberAt(5))), ("held", "/console/held"), ("overdue", "/console/overdue"),
            ("leaving", "/console/leaving?day=" + (Days.Of(TimeProvider.System.GetUtcNow()) + 10).ToString(CultureInfo.InvariantCulture)), ("deadletters", "/console/deadletters"), ("stuck", "/console/stuck"), ("acts", "/console/acts"),
        })
        {
            var times = new List<double>();
            for (var request = -3; request < requests; request++)
            {
                var took = await host.Time(path);
                if (request >= 0) times.Add(took);
            }

            var high = times.Order().ElementAt(requests * 95 / 100);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: median {times.Order().ElementAt(requests / 2):0.0} ms, 95 % {high:0.0} ms"));
            figures.Add(new($"console_page_{name}_ms", $"the page {name}, 95th percentile", high, "ms", null, null, Target.Most(Allowed)));
        }

        return [.. figures, new("console_page_ms", "the slowest of these pages", figures.Where(static f => f.Unit == "ms").Max(static f => f.Value), "ms", null, null, Target.Most(Allowed))];
    }

    private static async Task<double> Seconds<T>(Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
