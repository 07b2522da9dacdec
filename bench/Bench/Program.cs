using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RecycledNumbers.Bench;

var names = new Argument<string[]>("names")
{
    Description = "all, or any of:\n" + string.Join('\n', Benches.All.Select(static b => $"  {b.Name}: {b.What}")),
    Arity = ArgumentArity.OneOrMore,
};
names.AcceptOnlyFromAmong(["all", .. Benches.All.Select(static b => b.Name)]);
var numbers = Within(new Option<int>("--numbers") { Description = "numbers that commands go round, 1,000–1,000,000", DefaultValueFactory = static _ => 50_000 }, 1_000, 1_000_000);
var inFlight = Within(new Option<int>("--in-flight") { Description = "commands under way at once, 1–2,000", DefaultValueFactory = static _ => 200 }, 1, 2_000);
var rounds = Within(new Option<int>("--rounds") { Description = "rounds of each side, alternating, 1–20; the median counts", DefaultValueFactory = static _ => 3 }, 1, 20);
var quick = new Option<bool>("--quick") { Description = "small amounts: shows that it runs and not how fast; all of them together within a minute on two cores" };
var json = new Option<FileInfo?>("--json") { Description = "also writes {name: {value, yardstick, ratio, target}} to this file" };

var command = new RootCommand("Speed and size, each figure beside a yardstick measured in the same run. Starts its own PostgreSQL on a free loopback port from the installed binaries. Exit code 0: measured; 1: could not measure; 2: wrong arguments.")
{
    names, numbers, inFlight, rounds, quick, json,
};
command.SetAction(async (parsed, _) =>
{
    var asked = parsed.GetValue(quick)
        ? new BenchArguments(400, parsed.GetValue(inFlight), 1, Quick: true)
        : new BenchArguments(parsed.GetValue(numbers), parsed.GetValue(inFlight), parsed.GetValue(rounds), Quick: false);
    var wanted = parsed.GetValue(names)!;
    var chosen = Benches.All.Where(b => wanted.Contains("all") || wanted.Contains(b.Name)).ToList();
    var figures = asked.Quick ? await Together(chosen, asked) : await InTurns(chosen, asked);

    Figures.Print(figures, Console.Out);
    if (parsed.GetValue(json) is { } file)
    {
        await Figures.Write(figures, file.FullName);
    }

    return 0;
});

var line = command.Parse(args);
var code = await line.InvokeAsync();
return line.Errors.Count > 0 ? 2 : code;

static async Task<List<Figure>> InTurns(List<Measurement> benches, BenchArguments asked)
{
    var figures = new List<Figure>();
    foreach (var bench in benches)
    {
        figures.AddRange(await Run(bench, asked, Console.Out));
    }

    return figures;
}

// Quick figures are compared with nothing, so benches may disturb each other; what one says is kept until all before it have spoken.
static async Task<List<Figure>> Together(List<Measurement> benches, BenchArguments asked)
{
    using var places = new SemaphoreSlim(3);
    var running = benches.ConvertAll(async bench =>
    {
        await places.WaitAsync();
        try
        {
            var said = new StringWriter(CultureInfo.InvariantCulture);
            return (Figures: await Run(bench, asked, said), Said: said.ToString());
        }
        finally
        {
            places.Release();
        }
    });
    var figures = new List<Figure>();
    foreach (var run in running)
    {
        var (measured, said) = await run;
        Console.Write(said);
        figures.AddRange(measured);
    }

    return figures;
}

static async Task<IReadOnlyList<Figure>> Run(Measurement bench, BenchArguments asked, TextWriter output)
{
    output.WriteLine($"== {bench.Name}");
    var started = Stopwatch.GetTimestamp();
    var figures = await bench.Run(asked, output);
    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({Stopwatch.GetElapsedTime(started).TotalSeconds:0} s)"));
    return figures;
}

static Option<int> Within(Option<int> option, int least, int most)
{
    option.Validators.Add(result =>
    {
        if (result.GetValue(option) is var n && (n < least || n > most))
        {
            result.AddError($"{option.Name} must lie within {least}–{most}.");
        }
    });
    return option;
}
