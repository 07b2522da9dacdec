using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>The whole product in this process with channels to owners as a test sets them up: carrier north, platforms chat and ride, a simulated clock.</summary>
internal sealed class OwnerRegistry : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private long number;

    private OwnerRegistry(string folder) => Folder = folder;

    public string Folder { get; }

    public string Url { get; private init; } = null!;

    public WebApplication App { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    public HttpClient North { get; private set; } = null!;

    public HttpClient Chat { get; private set; } = null!;

    public HttpClient Ride { get; private set; } = null!;

    public HttpClient Operator { get; private set; } = null!;

    public static async Task<OwnerRegistry> Start(params string[] settings)
    {
        var url = $"http://127.0.0.1:{FreePort.Take()}";
        var registry = new OwnerRegistry(Directory.CreateTempSubdirectory("rn-owners-").FullName) { Url = url };
        registry.App = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", url, "--Keys:Directory", Path.Combine(registry.Folder, "keys"), "--Access:FailedTokensPerMinute", "0", "--Holders:CodesPerAddress", "0", "--Holders:TriesPerAddress", "0",
            "--Ledger:ConnectionString", $"Data Source={Path.Combine(registry.Folder, "ledger.db")}", "--Reminders:PublicUrl", url,
            "--Ledger:CommandTimeout", "00:00:30", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RecycledNumbers", "Error", .. settings,
        ]);
        await registry.App.StartAsync();
        await registry.People();
        return registry;
    }

    public ValueTask DisposeAsync() => App.End(Folder);

    /// <summary>A number that no other test has, in service with a contact, and an account at chat and at ride.</summary>
    public async Task<string> Bound(string contact)
    {
        var bound = Next();
        await Assign(bound, contact);
        await Chat.Command("POST", $"/v1/numbers/{bound}/bindings", """{"account":"chat-account"}""").ShouldBe(201);
        await Ride.Command("POST", $"/v1/numbers/{bound}/bindings", """{"account":"ride-account"}""").ShouldBe(201);
        return bound;
    }

    public string Next() => "+86139" + (500_000 + (10 * Interlocked.Increment(ref number)) + 1).ToString("D8", CultureInfo.InvariantCulture);

    public Task<HttpResponseMessage> Assign(string number, string? contact = null) =>
        North.Command("POST", $"/v1/numbers/{number}/assign", contact is null ? """{"subscriber":"zhou"}""" : $$"""{"subscriber":"zhou","contact":{"consent":true,{{contact}} } }""").ShouldBe(200);

    public Task<HttpResponseMessage> Deactivate(string number) => North.Command("POST", $"/v1/numbers/{number}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);

    public Task Pass(int days) => Anonymous.Ask("/dev/clock", $$"""{"advance":"{{days}}.00:00:00"}""").ShouldBe(200);

    /// <summary>What stands in a number's history about messages to owners, once so much of it does: channel and outcome.</summary>
    public async Task<string[]> Messages(string number, int atLeast)
    {
        string[] noted = [];
        await Wait.Until(
            async () =>
            {
                var history = await North.Get($"/v1/numbers/{number}/events?limit=1000");
                noted = [.. history["items"]!.AsArray().Where(e => e!["type"]!.GetValue<string>() == "ownerMessageNoted").Select(e => $"{e!["data"]!["channel"]} {e["data"]!["outcome"]}")];
                return noted.Length >= atLeast;
            }, Patience);
        return noted;
    }

    /// <summary>The first delivery that was given up, once there is one.</summary>
    public async Task<JsonNode> DeadLetter()
    {
        var letters = new JsonArray();
        await Wait.Until(async () => (letters = (await Operator.Get("/v1/admin/deadletters"))["items"]!.AsArray()).Count > 0, Patience);
        return letters[0]!;
    }

    private async Task People()
    {
        Anonymous = Edge.ClientOf(App);
        Operator = await App.Operator("dev.owners", "operator:dev", "admin");
        North = await App.Add(Operator, "/v1/admin/carriers", """{"id":"north","name":"North"}""");
        Chat = await App.Add(Operator, "/v1/admin/platforms", """{"id":"chat","name":"微聊 <Chat>","category":"social"}""");
        Ride = await App.Add(Operator, "/v1/admin/platforms", """{"id":"ride","name":"Ride & Go","category":"ride-hailing"}""");
        await Operator.Command("POST", "/v1/admin/blocks", """{"carrier":"north","first":"+8613900000000","last":"+8613900999999"}""").ShouldBe(201);
    }
}
