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
var quick = new Option<bool>("--quick") { Description = "small amounts: shows that it runs and not how fast; all of them take some two and a half minutes on two cores" };
var json = new Option<FileInfo?>("--json") { Description = "also writes {name: {value, yardstick, ratio, target}} to this file" };

var command = new RootCommand("Speed and size, each figure beside a yardstick measured in the same run. Starts its own PostgreSQL on a free loopback port from the installed binaries. Exit code 0: measured; 1: could not measure; 2: wrong arguments.")
{
    names, numbers, inFlight, rounds, quick, json,
};
command.SetAction(async (parsed, _) =>
{
    var asked = parsed.GetValue(quick)
        ? new BenchArguments(2_000, parsed.GetValue(inFlight), 1, Quick: true)
        : new BenchArguments(parsed.GetValue(numbers), parsed.GetValue(inFlight), parsed.GetValue(rounds), Quick: false);
    var wanted = parsed.GetValue(names)!;
    var figures = new List<Figure>();
    foreach (var bench in Benches.All.Where(b => wanted.Contains("all") || wanted.Contains(b.Name)))
    {
        Console.WriteLine($"== {bench.Name}");
        var started = Stopwatch.GetTimestamp();
        figures.AddRange(await bench.Run(asked, Console.Out));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"({Stopwatch.GetElapsedTime(started).TotalSeconds:0} s)"));
    }

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
