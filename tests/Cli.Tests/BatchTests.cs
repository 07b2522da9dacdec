namespace RecycledNumbers.Cli.Tests;

/// <summary>A registry that works slowly, so that there is a middle to break off in.</summary>
public sealed class SlowRegistry : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private SiloProcess silo = null!;

    public Rn Rn { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        silo = await SiloProcess.Start(folder.Path, arguments: ["--Batches:ChunkRows", "5", "--Batches:RowsAtOnce", "5", "--Batches:Lanes", "1"]).Ready();
        Rn = new Rn(Directory.CreateDirectory(Path.Combine(folder.Path, "home")).FullName);
        await Registry.SignIn(Rn, silo.Address, Path.Combine(folder.Path, "data/dev-clients.json"));
        Rn.Environment["RN_PROFILE"] = "carrier";
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        folder.Dispose();
    }
}

public sealed class BatchTests(SlowRegistry registry) : IClassFixture<SlowRegistry>
{
    private const int Rows = 12_000;

    private readonly Rn rn = registry.Rn;

    [Fact]
    public async Task Ctrl_C_leaves_the_batch_to_the_registry_and_the_same_command_goes_on_with_it()
    {
        await Write("night.csv", "number,subscriber", Enumerable.Range(0, Rows).Select(static i => i % 10 == 9 ? $"+8613999{i:000000},a" : FormattableString.Invariant($"+86138001{i:00000},a")));

        await using (var first = rn.Start("batch", "send", "night.csv", "--content", "assignments"))
        {
            await Wait.Until(() => Task.FromResult(first.Error.Contains("rows/s", StringComparison.Ordinal)), TimeSpan.FromSeconds(60));
            await first.Interrupt();
            var broken = (await first.Ended()).ShouldEnd(130);
            broken.Error.ShouldContain("goes on in the registry");
            File.Exists(Path.Combine(rn.Folder, "night.refused.csv")).ShouldBeFalse();
        }

        var half = (await rn.Run("batch", "list", "--limit", "1", "--json")).ShouldEnd(0).Json;
        half["state"]!.ToString().ShouldBe("working");
        half["done"]!.GetValue<int>().ShouldBeLessThan(Rows);

        var second = (await rn.Run("batch", "send", "night.csv", "--content", "assignments", "--json")).ShouldEnd(1);

        second.Error.ShouldContain("has this file already");
        second.Json["id"]!.ToString().ShouldBe(half["id"]!.ToString());
        (second.Json["accepted"]!.GetValue<int>(), second.Json["refused"]!.GetValue<int>()).ShouldBe((Rows * 9 / 10, Rows / 10));
        var refused = await File.ReadAllLinesAsync(Path.Combine(rn.Folder, "night.refused.csv"));
        refused.Length.ShouldBe(1 + (Rows / 10));
        refused[1].ShouldStartWith("11,");
        (await rn.Run("batch", "list", "--limit", "1", "--json")).Json["state"]!.ToString().ShouldBe("done");
    }

    [Fact]
    public async Task In_a_terminal_a_bar_shows_how_far_it_is()
    {
        await Write("bar.ndjson", null, Enumerable.Range(0, 300).Select(static i => FormattableString.Invariant($$"""{"number":"+86138001{{i + 20_000}}","subscriber":"a"}""")));

        var shown = (await rn.InTerminal("batch", "send", "bar.ndjson", "--content", "assignments")).ShouldEnd(0);

        shown.Out.ShouldContain("━");
        shown.Out.ShouldContain("300 of 300 rows");
        shown.Out.ShouldContain("100%");
    }

    [Fact]
    public async Task A_batch_can_be_called_off_and_then_says_so()
    {
        await Write("off.csv", "number,subscriber", Enumerable.Range(0, Rows).Select(static i => FormattableString.Invariant($"+86138001{i + 40_000},a")));
        var id = (await rn.Run("batch", "send", "off.csv", "--content", "assignments", "--detach", "--json")).ShouldEnd(0).Json["id"]!.ToString();

        (await rn.Run("batch", "cancel", id, "--json")).ShouldEnd(0).Json["state"]!.ToString().ShouldBe("cancelled");

        (await rn.Run("batch", "watch", id, "--json")).ShouldEnd(1).Json["state"]!.ToString().ShouldBe("cancelled");
        (await rn.Run("batch", "show", id)).ShouldEnd(0).Out.ShouldContain("cancelled");
    }

    [Theory]
    [InlineData("number,reasno\n+8613800100001,other\n", 1, "unknown_field")]
    [InlineData("number,reason\n", 1, "invalid_body")]
    [InlineData("\u001B[31m\n", 1, "unknown_field")]
    public async Task A_file_that_is_none_is_refused_whole(string text, int exit, string code)
    {
        await File.WriteAllTextAsync(Path.Combine(rn.Folder, "none.csv"), text);

        var ran = (await rn.Run("batch", "send", "none.csv", "--content", "deactivations", "--json")).ShouldEnd(exit);

        ran.Fault["code"]!.ToString().ShouldBe(code);
        ran.ToString().ShouldNotContain("\u001B");
    }

    [Fact]
    public async Task A_name_that_does_not_say_the_form_is_asked_about()
    {
        await File.WriteAllTextAsync(Path.Combine(rn.Folder, "evening.txt"), "number,reason\n+8613800199999,other\n");

        (await rn.Run("batch", "send", "evening.txt", "--content", "deactivations")).ShouldEnd(2).Error.ShouldContain("--format");
        (await rn.Run("batch", "send", "evening.txt", "--content", "deactivations", "--format", "csv")).ShouldEnd(1);
    }

    private Task Write(string name, string? header, IEnumerable<string> rows) => File.WriteAllLinesAsync(Path.Combine(rn.Folder, name), header is null ? rows : rows.Prepend(header));
}
