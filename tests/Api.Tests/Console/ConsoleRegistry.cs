using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Tests.Endpoints;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Operators;
using RecycledNumbers.Silo.Hosting;

namespace RecycledNumbers.Api.Tests.Console;

/// <summary>The whole product in this process for the operators' pages: carrier north, platforms chat and ride, an operator's client and a viewer's, a simulated clock, figures kept every second.</summary>
public sealed class ConsoleRegistry : IAsyncLifetime
{
    internal const string OperatorId = "boss.console-test";
    internal const string ViewerId = "viewer.console-test";

    private readonly string folder = Directory.CreateTempSubdirectory("rn-console-").FullName;
    private readonly Lazy<Task<string>> busy;
    private long number;

    public ConsoleRegistry() => busy = new Lazy<Task<string>>(MakeBusy);

    internal static string Secret { get; } = ClientSecret.New();

    internal static TimeSpan Patience { get; } = TimeSpan.FromMinutes(4);

    internal WebApplication App { get; private set; } = null!;

    internal string Url => App.Urls.Single();

    internal HttpClient Anonymous { get; private set; } = null!;

    internal HttpClient Operator { get; private set; } = null!;

    internal HttpClient North { get; private set; } = null!;

    internal HttpClient Chat { get; private set; } = null!;

    internal HttpClient Ride { get; private set; } = null!;

    internal ILedger Ledger => App.Services.GetRequiredService<ILedger>();

    internal IOperatorLedger Operators => App.Services.GetRequiredService<IOperatorLedger>();

    public async ValueTask InitializeAsync()
    {
        App = await SiloHost.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", Path.Combine(folder, "keys"), "--Access:FailedTokensPerMinute", "0",
            "--Ledger:ConnectionString", $"Data Source={Path.Combine(folder, "ledger.db")}", "--Metrics:KeepPeriod", "00:00:01",
            "--Ledger:CommandTimeout", "00:00:30", "--Logging:LogLevel:Default", "None", "--Logging:LogLevel:RecycledNumbers", "Error",
        ]);
        await App.StartAsync();
        Anonymous = Edge.ClientOf(App);
        Operator = await App.Operator("api.console-test", "operator:boss", "admin");
        foreach (var (id, party, scope) in new[] { (OperatorId, "operator:boss", "admin"), (ViewerId, "operator:auditor", "admin:read") })
            await App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>(id).Create(new NewClient(Secret, Role.Operator, party, [scope]));
        await App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>("carrier.console-test").Create(new NewClient(Secret, Role.Carrier, "carrier:north", ["numbers"]));
        North = await App.Add(Operator, "/v1/admin/carriers", """{"id":"north","name":"North 北方","policy":{"graceDays":0,"systems":["voicemail"]}}""");
        Chat = await App.Add(Operator, "/v1/admin/platforms", """{"id":"chat","name":"微聊","category":"messaging"}""");
        Ride = await App.Add(Operator, "/v1/admin/platforms", """{"id":"ride","name":"Ride","category":"ride-hailing"}""");
        await Operator.Command("POST", "/v1/admin/blocks", """{"carrier":"north","first":"+8613900000000","last":"+8613900999999"}""").ShouldBe(201);
    }

    public ValueTask DisposeAsync() => App.End(folder);

    /// <summary>A number that no other test has, in service with an account at chat and at ride.</summary>
    internal async Task<string> Bound()
    {
        var bound = "+86139" + (200_000 + Interlocked.Increment(ref number)).ToString("D8", CultureInfo.InvariantCulture);
        await North.Command("POST", $"/v1/numbers/{bound}/assign", """{"subscriber":"zhou"}""").ShouldBe(200);
        await Chat.Command("POST", $"/v1/numbers/{bound}/bindings", """{"account":"chat-account-周"}""").ShouldBe(201);
        await Ride.Command("POST", $"/v1/numbers/{bound}/bindings", """{"account":"ride-account-周"}""").ShouldBe(201);
        return bound;
    }

    /// <summary>The same, deactivated: chat and ride and the carrier's voicemail are asked.</summary>
    internal async Task<string> Frozen()
    {
        var frozen = await Bound();
        await North.Command("POST", $"/v1/numbers/{frozen}/deactivate", """{"reason":"voluntary"}""").ShouldBe(200);
        return frozen;
    }

    /// <summary>The same, ninety-one days later: nobody answered, and it is held.</summary>
    internal async Task<string> Held()
    {
        var held = await Frozen();
        await Pass(91);
        await Wait.Until(async () => (await Operator.Get($"/v1/numbers/{held}"))["held"]!.GetValue<bool>(), Patience);
        return held;
    }

    internal Task Pass(int days) => Anonymous.Ask("/dev/clock", $$"""{"advance":"{{days}}.00:00:00"}""").ShouldBe(200);

    /// <summary>A message that was given up; its id. Made again where the destination's lane parked it for pulling, with whatever else was open, before it could be given up.</summary>
    internal async Task<string> DeadLetter(string destination, string about = "")
    {
        // Written by the registry's clock, which is years ahead after some tests: what nobody took for so long is erased.
        var now = App.Services.GetRequiredKeyedService<TimeProvider>(RegistryTime.Key).GetUtcNow();
        while (true)
        {
            var id = $"dead_{Guid.NewGuid():N}";
            var at = now.AddYears(50);
            await Ledger.EnqueueDelivery(new NewDelivery(id, destination.StartsWith("number:", StringComparison.Ordinal) ? "numbers/0" : destination + "/0", destination, 1, "number.deactivated", "{}", at), about, now);
            await Ledger.RecordAttempts([new DeliveryAttempt(id, DeliveryState.Dead, 9, at, 500, "answered 500")]);
            if ((await Ledger.FindDelivery(id))?.State == DeliveryState.Dead) return id;
        }
    }

    /// <summary>A registry that has been at work for months: freezes that end on many days, answers, refusals, silence, letters that died, a record that broke. Made once.</summary>
    internal Task<string> Busy() => busy.Value;

    private async Task<string> MakeBusy()
    {
        foreach (var (id, category) in new[] { ("wechat", "messaging"), ("alipay", "payment"), ("didi", "ride-hailing"), ("taobao", "shopping") })
            await Operator.Command("POST", "/v1/admin/platforms", $$"""{"id":"{{id}}","name":"{{id}}","category":"{{category}}"}""").ShouldBe(201);
        var held = await Frozen();
        await Pass(60);
        var waiting = new List<string>();
        for (var day = 0; day < 12; day++)
        {
            for (var n = 0; n <= (day * 5) % 7; n++) waiting.Add(await Frozen());
            await Pass(3);
        }

        foreach (var (number, place) in waiting.Select(static (number, place) => (number, place)).Where(static w => w.place % 3 > 0))
        {
            await Answer(Chat, number, """{"outcome":"unbound"}""");
            await Answer(Ride, number, place % 4 == 0 ? """{"outcome":"refused","reason":"the account is in a lawsuit"}""" : """{"outcome":"sealed"}""");
            await Answer(North, number, """{"outcome":"unbound"}""");
        }

        for (var letter = 0; letter < 60; letter++) await DeadLetter(letter % 2 == 0 ? "platform:ride" : "platform:chat", waiting[letter % waiting.Count]);
        await DeadLetter("platform:ride", held);
        var broken = await Frozen();
        await Execute($"update numbers set state = '{{' where number = '{broken}'");
        await Ledger.NoteStuck(broken, "It is not the JSON of a number (JsonException).");
        await Wait.Until(async () => (await Operator.Get($"/v1/numbers/{held}"))["held"]!.GetValue<bool>(), Patience);
        await Wait.Until(async () => (await App.Services.GetRequiredService<Ledger.Figures.IKeptFigures>().CountWaiting(TimeProvider.System.GetUtcNow())).Held > 0, Patience);
        return held;
    }

    private static async Task Answer(HttpClient party, string number, string body)
    {
        var asked = (await party.Get("/v1/unbindings?limit=1000"))["items"]!.AsArray().FirstOrDefault(u => u!["number"]!.GetValue<string>() == number);
        if (asked is not null) await party.Command("POST", $"/v1/unbindings/{asked["id"]}/outcome", body).ShouldBe(200);
    }

    /// <summary>A statement behind the product's back.</summary>
    internal async Task<int> Execute(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ledger.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Somebody at the pages who is not on this machine as far as the server can tell, signed in.</summary>
    internal async Task<Desk> SignedIn(string client = OperatorId, string language = "en")
    {
        var desk = new Desk(Url, language);
        await desk.Open("/console/login");
        await desk.Submit("/console/login", ("client", client), ("secret", Secret));
        desk.Status.ShouldBe(302, desk.Html);
        return desk;
    }
}
