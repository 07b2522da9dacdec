using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RecycledNumbers.Api.Numbers;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Api.Tests.Owners;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Ledger.Numbers;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Api.Tests.Retention;

/// <summary>What is left of a person in the tables once the retention time is over.</summary>
[Collection(Alone.Name)]
public sealed class RetentionTests
{
    private const string Contact = """ "email":"canary.of.zhou@example.com","language":"en" """;
    private const string Elsewhere = "+8613900777777";

    [Fact]
    public async Task After_the_time_no_row_tells_who_had_the_number_and_the_history_is_as_it_was_written()
    {
        await using var server = await PostgresServer.StartAsync();
        var connectionString = await server.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var registry = await OwnerRegistry.Start("--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", connectionString);
        var number = await registry.Bound(Contact);
        await registry.North.Command("PUT", $"/v1/numbers/{number}/forwarding/busy", $$"""{"target":"{{Elsewhere}}"}""").ShouldBe(200);
        await registry.Deactivate(number);
        foreach (var (platform, account) in new[] { (registry.Chat, "chat-account"), (registry.Ride, "ride-account") })
            await platform.Command("DELETE", $"/v1/numbers/{number}/bindings/{account}").ShouldBe(204);
        var zhou = registry.App.Services.GetRequiredService<Subscribers>().Hash("north", "zhou");
        var written = await Events(source, number);

        // Now it can be told, by whoever has the keys: the subscriber from the state, the rest from the events.
        var salts = NumberFormat.Read(await State(source, number)).Salts;
        (await State(source, number)).ShouldContain(zhou);
        var seal = registry.App.Services.GetRequiredService<TenureSeal>();
        written.ShouldContain(data => seal.Open(number, salts, Field(data, "subscriber")) == zhou);
        written.ShouldContain(data => seal.Open(number, salts, Field(data, "target")) == Elsewhere);
        foreach (var secret in new[] { zhou, "chat-account", "ride-account", Elsewhere }) written.ShouldNotContain(data => data.Contains(secret, StringComparison.Ordinal), secret);
        (await History(registry, number)).ShouldContain(Elsewhere);

        await registry.Pass(days: 398);
        await registry.Pass(days: 4);
        await Wait.Until(async () => (await History(registry, number)).Contains("tenureErased", StringComparison.Ordinal), TimeSpan.FromMinutes(4));
        await Wait.Until(async () => (await Column(source, $"select command_id from number_commands where number = '{number}' and command_id like 'carrier:%' union all select id from deliveries where number = '{number}' and destination like 'platform:%'")).Count == 0, TimeSpan.FromMinutes(4));

        var all = new List<string>();
        foreach (var table in await Tables(source)) all.AddRange(await Column(source, $"select t::text from {table} t"));
        all.ShouldContain(text => text.Contains(number, StringComparison.Ordinal), "The number is found, so the search works.");
        foreach (var secret in new[] { zhou, "chat-account", "ride-account", "canary.of.zhou", "leftContacts" })
            all.Where(text => text.Contains(number, StringComparison.Ordinal) && text.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty(secret);
        all.ShouldNotContain(text => text.Contains(salts.Single().Salt, StringComparison.Ordinal));

        // The chain of the events stands: not a letter of them has changed, and without the salt the keys open nothing.
        (await Events(source, number)).Take(written.Count).ShouldBe(written);
        var later = NumberFormat.Read(await State(source, number)).Salts;
        later.ShouldBeEmpty();
        written.ShouldAllBe(data => Field(data, "target") == "" || seal.Open(number, later, Field(data, "target")) == null);
        var history = await History(registry, number);
        history.ShouldContain("forwardingSet");
        history.ShouldNotContain(Elsewhere);
        history.ShouldNotContain("~1.");
        (await registry.North.Command("POST", $"/v1/numbers/{number}/assign", """{"subscriber":"zhou"}""").Body(200))["generation"]!.GetValue<int>().ShouldBe(2);
    }

    [Theory]
    [InlineData("--Retention:Answers", "100.00:00:00", "--Retention:Commands", "90.00:00:00")]
    [InlineData("--Retention:Identities", "100.00:00:00", "--Retention:Commands", "101.00:00:00")]
    [InlineData("--Retention:Identities", "29.00:00:00", "--Retention:Commands", "400.00:00:00")]
    public async Task Times_that_contradict_each_other_or_lie_outside_their_limits_stop_the_start(params string[] settings) =>
        (await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => OwnerRegistry.Start(settings))).Message.ShouldContain("Retention");

    private static async Task<string> History(OwnerRegistry registry, string number) => (await registry.North.Get($"/v1/numbers/{number}/events?limit=1000")).ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal);

    private static string Field(string data, string name) => JsonNode.Parse(data)![name]?.GetValue<string>() ?? "";

    private static async Task<string> State(NpgsqlDataSource source, string number) => (await Column(source, $"select state from numbers where number = '{number}'")).Single();

    private static Task<List<string>> Events(NpgsqlDataSource source, string number) => Column(source, $"select data from number_events where number = '{number}' order by sequence");

    private static Task<List<string>> Tables(NpgsqlDataSource source) =>
        Column(source, "select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')");

    private static async Task<List<string>> Column(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }
}
