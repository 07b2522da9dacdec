using RecycledNumbers.Postgres;

namespace RecycledNumbers.Silo.Tests;

public sealed class StoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_story_is_played_to_its_end_and_the_program_exits_with_0()
    {
        await using var silo = SiloProcess.Start(folder.Path, arguments: ["--demo", "--exit"]);

        var code = await silo.Ended();

        code.ShouldBe(0, silo.Output);
        silo.Output.ShouldContain("The story ended after");
        silo.Output.ShouldNotContain("✗");
    }

    [Fact]
    public async Task It_is_told_in_Chinese_where_the_culture_is_Chinese_and_a_second_time_on_the_same_data()
    {
        await using (var first = SiloProcess.Start(folder.Path, arguments: ["--demo", "--exit"]))
        {
            (await first.Ended()).ShouldBe(0, first.Output);
        }

        await using var second = SiloProcess.Start(folder.Path, language: "zh_CN.UTF-8", arguments: ["--demo", "--exit"]);

        (await second.Ended()).ShouldBe(0, second.Output);
        second.Output.ShouldContain("故事讲完");
    }

    [Fact]
    public async Task A_step_that_differs_makes_the_exit_code_1()
    {
        await using var silo = SiloProcess.Start(folder.Path, arguments: ["--demo", "--exit", "--Webhooks:AllowLoopback", "false"]);

        (await silo.Ended()).ShouldBe(1, silo.Output);
        silo.Output.ShouldContain("The story went otherwise");
    }

    [Fact]
    public async Task It_is_played_on_PostgreSQL_too()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var silo = SiloProcess.Start(
            folder.Path,
            arguments: ["--demo", "--exit", "--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", await server.CreateDatabase()]);

        (await silo.Ended()).ShouldBe(0, silo.Output);
        File.Exists(Path.Combine(folder.Path, "data/ledger.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_played_against_a_registry_that_runs_already()
    {
        await using var registry = await SiloProcess.Start(folder.Path).Ready();
        await using var story = SiloProcess.Start(folder.Path, arguments: ["--demo", "--at", registry.Address.ToString()]);

        (await story.Ended()).ShouldBe(0, story.Output);
        story.Output.ShouldContain("The story ended after");
        story.Output.ShouldNotContain("serves on");
    }

    [Theory]
    [InlineData("--at needs an address such as http://localhost:8080.", "--at", "nowhere")]
    [InlineData("--at needs a value.", "--at")]
    [InlineData("--webhook-port is 0-65535.", "--at", "http://localhost", "--webhook-port", "70000")]
    public async Task A_place_that_cannot_be_stops_it_in_one_line(string line, params string[] place)
    {
        await using var story = SiloProcess.Start(folder.Path, arguments: ["--demo", .. place]);

        (await story.Ended()).ShouldBe(1);
        story.Output.Trim().ShouldBe(line);
    }

    public void Dispose() => folder.Dispose();
}
