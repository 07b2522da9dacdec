using System.Globalization;

namespace RecycledNumbers.Bench.Growth;

/// <summary>The same work on three products in one process (two when quick), which know 100,000, 1,000,000 and 10,000,000 numbers, in turns: how much slower the largest is than the smallest.</summary>
internal static class GrowthBench
{
    private const double Allowed = 15;

    public static async Task<IReadOnlyList<Figure>> Run(BenchArguments asked, TextWriter output)
    {
        int[] sizes = asked.Quick ? [1_000, 3_000] : [100_000, 1_000_000, 10_000_000];
        var products = new List<GrownProduct>();
        try
        {
            foreach (var size in sizes)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Making a product that knows {size:N0} numbers …"));
                products.Add(await GrownProduct.Start(size, asked));
            }

            var figures = new List<Figure>();
            foreach (var (name, work) in GrownProduct.Works)
            {
                figures.Add(await Compare(name, work, products, asked, output));
            }

            var worst = figures.MaxBy(static f => f.Value)!;
            return [.. figures, worst with { Name = "growth_percent", What = $"the worst of these: {worst.Name["growth_".Length..]}" }];
        }
        finally
        {
            foreach (var product in products)
            {
                await product.DisposeAsync();
            }
        }
    }

    private static async Task<Figure> Compare(string name, Func<GrownProduct, int, Task<double>> work, List<GrownProduct> products, BenchArguments asked, TextWriter output)
    {
        // One measure belongs to a round of all, so that what disturbs the machine disturbs them alike.
        var speeds = products.ToDictionary(p => p, _ => new List<double>());
        for (var round = 0; round <= asked.Rounds; round++)
        {
            foreach (var product in products)
            {
                var speed = await work(product, round);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Round {round} of {asked.Rounds}{(round == 0 ? " (not measured: the compiler warms up)" : "")}: {name}, {product.Known:N0} known: {speed:N0}/s"));
                if (round > 0)
                {
                    speeds[product].Add(speed);
                }
            }
        }

        var medians = products.ConvertAll(p => Figure.Median(speeds[p]));
        return new($"growth_{name}", string.Create(CultureInfo.InvariantCulture, $"% slower with {products[^1].Known:N0} known numbers than with {products[0].Known:N0}: {string.Join(", ", medians.Select(static m => string.Create(CultureInfo.InvariantCulture, $"{m:N0}/s")))}; median of {asked.Rounds}"),
            (1 - (medians[^1] / medians[0])) * 100, "%", null, null, Target.Most(Allowed));
    }
}
