using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RecycledNumbers.Cli.Tests;

public sealed class PartyTests(Registry registry) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task An_operator_registers_a_platform_whose_secret_goes_into_a_file_that_only_its_user_can_read()
    {
        var file = Path.Combine(folder.Path, "acme.json");

        var made = (await registry.As("operator", "platform", "add", "--id", "acme-cli", "--name", "Acme", "--category", "shopping", "--save", file, "--json")).ShouldEnd(0);

        made.Out.ShouldNotContain(JsonNode.Parse(await File.ReadAllTextAsync(file))!["clientSecret"]!.ToString());
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var acme = new Rn(folder.Path);
        (await acme.Run("login", registry.Address.ToString(), "--credentials", file)).ShouldEnd(0);
        (await acme.Run("unbinding", "list")).ShouldEnd(0);
        (await registry.As("operator", "platform", "add", "--id", "acme-cli", "--name", "Acme", "--category", "shopping", "--json")).ShouldEnd(1).Fault["code"]!.ToString().ShouldBe("already_exists");
    }

    [Fact]
    public async Task A_dead_letter_is_listed_and_sent_again()
    {
        await using var gone = await Receiver.Start(StatusCodes.Status410Gone);
        var platform = await Platform("gone-cli", gone.Address);
        (await platform.Run("webhook", "test")).ShouldEnd(0);

        await Wait.Until(async () => (await platform.Run("webhook", "deliveries", "--state", "dead", "--json")).Lines.Length == 1, TimeSpan.FromSeconds(60));
        var dead = (await registry.As("operator", "deadletter", "list", "--json")).ShouldEnd(0).Lines.Select(static line => JsonNode.Parse(line)!).Single(static d => d["destination"]!.ToString().Contains("gone-cli", StringComparison.Ordinal));
        (dead["lastStatus"]!.GetValue<int>(), gone.All.Count).ShouldBe((410, 1));

        (await registry.As("operator", "deadletter", "replay", dead["id"]!.ToString(), "--json")).ShouldEnd(0);

        await Wait.Until(() => Task.FromResult(gone.All.Count == 2), TimeSpan.FromSeconds(60));
        gone.All.Select(static r => r.Headers["webhook-id"]).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_feed_is_pulled_from_where_its_cursor_stands()
    {
        var cursor = Path.Combine(folder.Path, "cursor");
        await Deactivated();
        Task<Ran> Pull() => registry.As("platformPull", "feed", "pull", "numbers", "--cursor", cursor, "--json");
        await Wait.Until(async () => (await Pull()).ShouldEnd(0).Lines.Length > 0, TimeSpan.FromSeconds(60));

        var number = await Deactivated();

        var seen = await Wait.For(async () => (await Pull()).ShouldEnd(0).Lines, lines => lines.Any(line => line.Contains(number, StringComparison.Ordinal)), TimeSpan.FromSeconds(60));
        seen.Where(line => line.Contains(number, StringComparison.Ordinal)).ShouldHaveSingleItem();
        (await Pull()).Lines.ShouldNotContain(line => line.Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checks_answer_one_question_or_a_file()
    {
        var number = registry.Number();
        (await registry.As("carrier", "number", "assign", number, "--subscriber", "zhou")).ShouldEnd(0);
        var token = (await registry.As("platformPull", "platform", "bind", number, "--account", "openid-1", "--json")).ShouldEnd(0).Json["tenureToken"]!.ToString();
        var file = Path.Combine(folder.Path, "questions.csv");
        await File.WriteAllTextAsync(file, $"number,tenureToken\n{number},{token}\nnonsense,{token}\n");

        (await registry.As("platformPull", "check", number, "--token", token, "--json")).ShouldEnd(0).Json["answer"]!.ToString().ShouldBe("no");
        (await registry.As("platformPull", "check", "--file", file, "--out", file + ".out")).ShouldEnd(0);

        (await File.ReadAllLinesAsync(file + ".out")).ShouldBe(["number,tenureToken,answer,code", $"{number},{token},no,", $"nonsense,{token},,invalid_number"]);
    }

    [Fact]
    public async Task A_file_of_questions_may_be_large()
    {
        const int Rows = 60_000;
        var file = Path.Combine(folder.Path, "many.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Rows).Select(static i => FormattableString.Invariant($"+86138001{i:00000},2026-01-31")).Prepend("number,date"));

        (await registry.As("platformPull", "check", "--file", file, "--out", file + ".out")).ShouldEnd(0);

        File.ReadLines(file + ".out").Count().ShouldBe(Rows + 1);
    }

    [Fact]
    public async Task A_load_counts_what_came_back()
    {
        var figures = (await registry.As("carrier", "load", "--first", "+8613800190000", "--count", "20", "--rate", "50", "--seconds", "2", "--json")).ShouldEnd(0).Json;

        figures["all"]!["done"]!.GetValue<int>().ShouldBeInRange(20, 105);
        (figures["all"]!["refused"]!.GetValue<int>(), figures["all"]!["failed"]!.GetValue<int>()).ShouldBe((0, 0));
        (await registry.As("carrier", "load", "--first", "+8613999900000", "--count", "5", "--rate", "20", "--seconds", "1", "--json")).ShouldEnd(1).Json["all"]!["refused"]!.GetValue<int>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Every_one_of_a_lists_pages_is_read()
    {
        var number = registry.Number();
        (await registry.As("carrier", "number", "assign", number, "--subscriber", "zhou")).ShouldEnd(0);

        (await registry.As("carrier", "number", "history", number, "--limit", "1", "--json")).ShouldEnd(0).Lines.ShouldHaveSingleItem();
        (await registry.As("carrier", "number", "history", number, "--limit", "5000", "--json")).ShouldEnd(0).Lines.ShouldNotBeEmpty();
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> Deactivated()
    {
        var number = registry.Number();
        (await registry.As("carrier", "number", "assign", number, "--subscriber", "zhou")).ShouldEnd(0);
        (await registry.As("carrier", "number", "deactivate", number, "--reason", "other")).ShouldEnd(0);
        return number;
    }

    private async Task<Rn> Platform(string id, Uri webhook)
    {
        var file = Path.Combine(folder.Path, $"{id}.json");
        (await registry.As("operator", "platform", "add", "--id", id, "--name", id, "--category", "shopping", "--save", file)).ShouldEnd(0);
        var platform = new Rn(folder.Path);
        (await platform.Run("login", registry.Address.ToString(), "--credentials", file)).ShouldEnd(0);
        (await platform.Run("webhook", "set", webhook.ToString(), "--save-secret", Path.Combine(folder.Path, "secret"))).ShouldEnd(0);
        return platform;
    }
}
