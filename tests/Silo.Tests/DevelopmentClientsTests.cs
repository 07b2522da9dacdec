using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Silo.Tests;

public sealed class DevelopmentClientsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Silos_that_start_in_one_folder_at_once_leave_one_whole_file_and_nothing_beside_it()
    {
        var file = Path.Combine(folder.Path, "data", "clients.json");
        var texts = Enumerable.Range(0, 200).Select(static n => new string((char)('a' + (n % 26)), 10_000)).ToArray();

        await Parallel.ForEachAsync(texts, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (text, _) => await DevelopmentClients.Write(file, text));

        texts.ShouldContain(await File.ReadAllTextAsync(file));
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldHaveSingleItem();
    }

    public void Dispose() => folder.Dispose();
}
