namespace RecycledNumbers.Silo.Tests;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("Development", "Ledger:ConnectionString", "--Ledger:ConnectionString", "Nonsense=yes")]
    [InlineData("Development", "can't be reached", "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=secret-word")]
    [InlineData("Production", "Keys:Directory is not set")]
    [InlineData("Production", "master.key", "--Keys:Directory", "no-such-folder")]
    [InlineData("Development", "'nonsense' is not an address", "--urls", "http://127.0.0.1:0;nonsense")]
    [InlineData("Development", "Partitions", "--Wakes:Partitions", "0")]
    public async Task A_start_that_cannot_be_right_is_refused_by_one_clear_line(string environment, string line, params string[] arguments)
    {
        await using var silo = SiloProcess.Start(folder.Path, environment, arguments: arguments);

        (await silo.Ended()).ShouldBe(1, silo.Output);
        silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith("info:", StringComparison.Ordinal) && !l.StartsWith("  ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain(line, customMessage: silo.Output);
        silo.Output.ShouldNotContain("secret-word");
        silo.Output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Outside_Development_the_simulated_clock_stops_the_start()
    {
        await Keys();
        await using var silo = SiloProcess.Start(folder.Path, "Production", arguments: ["--Keys:Directory", "keys", "--Clock:Simulated", "true"]);

        (await silo.Ended()).ShouldBe(1, silo.Output);
        silo.Output.ShouldContain("Clock:Simulated");
    }

    [Fact]
    public async Task Outside_Development_there_are_no_clients_and_no_clock_to_move_and_the_dashboard_asks_who_you_are()
    {
        await Keys();
        await using var silo = SiloProcess.Start(folder.Path, "Production", arguments: ["--Keys:Directory", "keys"]);
        using var http = new HttpClient { BaseAddress = silo.Address };
        await silo.Ready();

        ((int)(await http.PostAsync("/dev/clock", new StringContent("{}"))).StatusCode).ShouldBe(404);
        ((int)(await http.GetAsync("/orleans")).StatusCode).ShouldBe(401);
        File.Exists(Path.Combine(folder.Path, "data/dev-clients.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task Help_lists_the_settings_and_ends_with_0()
    {
        await using var silo = SiloProcess.Start(folder.Path, arguments: "--help");

        (await silo.Ended()).ShouldBe(0);
        silo.Output.ShouldContain("Ledger:ConnectionString");
    }

    public void Dispose() => folder.Dispose();

    private async Task Keys()
    {
        await using var making = SiloProcess.Start(folder.Path, "Production", arguments: ["--generate-keys", "keys"]);
        (await making.Ended()).ShouldBe(0, making.Output);
    }
}
