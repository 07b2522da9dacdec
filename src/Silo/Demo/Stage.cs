using System.Globalization;
using System.Text.Json.Nodes;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Silo.Demo;

/// <summary>Who plays: a carrier, a platform that takes webhooks, a platform that pulls, and two numbers that nobody has had yet.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient anyone;
    private readonly CancellationToken stopping;

    private Stage(StoryPlace place, Narrator narrator, CancellationToken stopping)
    {
        anyone = new HttpClient { BaseAddress = place.Registry };
        (Narrator, this.stopping) = (narrator, stopping);
    }

    public Narrator Narrator { get; }

    public required StoryClient Carrier { get; init; }

    public required StoryClient Ride { get; init; }

    public required StoryClient Bank { get; init; }

    public required WebhookPlatform RideProgram { get; init; }

    /// <summary>The number that changes hands.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Ms 周's new phone.</summary>
    public string NewPhone { get; private set; } = "";

    /// <summary>Tenure token that the bank stored.</summary>
    public string BankToken { get; set; } = "";

    /// <summary>Day on which the bank's account was bound.</summary>
    public DateOnly BoundOn { get; set; }

    public static async Task<Stage> Set(StoryPlace place, Dictionary<string, DevelopmentClients.Credentials> clients, Narrator narrator, CancellationToken stopping)
    {
        var stage = new Stage(place, narrator, stopping)
        {
            Carrier = await Connect("carrier"),
            Ride = await Connect("platformWebhook"),
            Bank = await Connect("platformPull"),
            RideProgram = await WebhookPlatform.Start(place.WebhookPort),
        };
        var block = (await stage.Carrier.Get("/v1/blocks?limit=1")).Items.First();
        (stage.Number, stage.NewPhone) = (await stage.Unused(block), await stage.Unused(block));
        return stage;

        Task<StoryClient> Connect(string role) => StoryClient.Connect(place.Registry, clients[role].ClientId, clients[role].ClientSecret);
    }

    public Task<StoryAnswer> Command(string name, JsonObject body, string? number = null) =>
        Carrier.Post($"/v1/numbers/{number ?? Number}/{name}", body);

    public Task<StoryAnswer> Look(string? number = null) => Carrier.Get($"/v1/numbers/{number ?? Number}");

    /// <summary>Moves the simulated clock.</summary>
    public async Task<DateTimeOffset> Days(int days) => await Instant(await anyone.PostAsJsonAsync("/dev/clock", new { advance = $"{days}.00:00:00" }, stopping));

    public async Task<DateTimeOffset> Now() => await Instant(await anyone.GetAsync("/dev/clock", stopping));

    /// <summary>Waits until something holds; what the registry does on its own takes a moment.</summary>
    public async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var seen = await look();
            if (holds(seen) || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                return seen;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stopping);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RideProgram.DisposeAsync();
        Carrier.Dispose();
        Ride.Dispose();
        Bank.Dispose();
        anyone.Dispose();
    }

    private static async Task<DateTimeOffset> Instant(HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>();
            return DateTimeOffset.Parse(body!["now"]!.ToString(), CultureInfo.InvariantCulture);
        }
    }

    private async Task<string> Unused(JsonNode block)
    {
        var first = long.Parse(block["first"]!.ToString().AsSpan(1), CultureInfo.InvariantCulture);
        var last = long.Parse(block["last"]!.ToString().AsSpan(1), CultureInfo.InvariantCulture);
        while (true)
        {
            var number = $"+{Random.Shared.NextInt64(first, last + 1)}";
            var seen = await Look(number);
            if (seen["phase"] == "available" && seen["generation"] == "0" && number != Number)
            {
                return number;
            }
        }
    }
}
