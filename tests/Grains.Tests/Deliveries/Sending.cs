using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Deliveries.Lanes;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Time;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Deliveries;

/// <summary>Lanes over a ledger in memory, a fake clock that starts at the present (the signature's oracle looks at the real one), and real HTTP.</summary>
internal sealed class Sending : IDisposable
{
    public const string Platform = "platform:wechat";
    public const string LaneName = Platform + "/0";
    public const string Number = "+8613800138000";
    public const string OtherNumber = "+8613900139000";

    private readonly HttpMessageInvoker _http;
    private int _made;

    public Sending(WebhookOptions? options = null)
    {
        Options = options ?? new WebhookOptions { AllowLoopback = true };
        _http = new HttpMessageInvoker(WebhookTargets.Handler(Options.AllowLoopback));
    }

    public WebhookOptions Options { get; }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.Now());

    public FakeLedger Ledger { get; } = new();

    public RecordingNumbers Numbers { get; } = new();

    public SendingSettings? Endpoint { get; set; }

    public EventEnvelope Envelope { get; } = new(new Uri("urn:recycled-numbers:test"), new TenureTokenKey(new byte[32]));

    public WebhookSender Sender => new(_http, Envelope, Options, Time);

    public Sending To(Receiver receiver, bool batch = false, params string[] events) => To(receiver.Url, batch, events);

    public Sending To(string url, bool batch = false, params string[] events)
    {
        Endpoint = new SendingSettings(new EndpointSettings(url, batch, [.. events]), [WebhookSecret.New()]);
        return this;
    }

    /// <summary>Queues a delivery and returns its id.</summary>
    public string Queue(string kind, string destination = Platform, string number = Number, DeliveryBody? body = null, string? json = null)
    {
        var id = $"msg_{++_made}";
        var now = Time.GetUtcNow();
        json ??= DeliveryJson.Write((body ?? new DeliveryBody { Account = "openid-1" }) with { At = now });
        Ledger.EnqueueDelivery(new NewDelivery(id, LaneName, destination, 1, kind, json, now), number, now).GetAwaiter().GetResult();
        return id;
    }

    /// <summary>A lane as a fresh activation would make it; all deliveries here are in this one.</summary>
    public ILane Lane() => new PartyLane(
        LaneName, Platform, new EndpointCache(() => Task.FromResult(Endpoint), Time), Ledger, Sender, new NumberMessenger(Numbers.Of), Options, Time, NullLogger<PartyLane>.Instance);

    public ILane NumbersLane() => new NumbersLane(LaneName, Ledger, new NumberMessenger(Numbers.Of), Options, Time, NullLogger<NumbersLane>.Instance);

    /// <summary>Rounds until there is nothing to do for now.</summary>
    public static async Task<LanePause> Drain(ILane lane)
    {
        while (true)
        {
            if (await lane.Round(CancellationToken.None) is { } pause)
            {
                return pause;
            }
        }
    }

    public Task<LanePause> Drain() => Drain(Lane());

    public void Dispose() => _http.Dispose();
}
