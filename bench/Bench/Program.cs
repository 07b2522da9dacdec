using RecycledNumbers.Bench;

const string Help = """
    Speed, as a ratio against a yardstick measured in the same run.

    dotnet run -c Release --project bench/Bench -- commands    durable commands through number grains: grouped ledger against the stock ADO.NET provider
      --numbers N      numbers, 1,000–1,000,000 (default 50000)
      --in-flight N    commands under way at once, 1–2,000 (default 200)
      --rounds N       rounds of each, alternating, 1–20 (default 3)
      --json FILE      writes {"commands_vs_stock": {"value", "yardstick", "ratio", "target"}}

    Starts its own PostgreSQL on a free loopback port from the installed binaries. Exit code 0: measured; 2: wrong arguments.
    """;

if (BenchArguments.Parse(args) is not { } asked)
{
    Console.WriteLine(Help);
    return args is ["--help" or "-h"] ? 0 : 2;
}

var figure = await CommandsBench.Run(asked, Console.Out);
Figures.Print(figure, Console.Out);
if (asked.Json is { } file)
{
    await Figures.Write(figure, file);
}

return 0;
