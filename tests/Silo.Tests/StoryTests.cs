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

    public void Dispose() => folder.Dispose();
}
