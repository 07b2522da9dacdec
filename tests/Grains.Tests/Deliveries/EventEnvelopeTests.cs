using System.Text.Json;
using CloudNative.CloudEvents.SystemTextJson;
using RecycledNumbers.Contracts.Deliveries;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class EventEnvelopeTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TenureTokenKey Key = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private readonly EventEnvelope _envelope = new(new Uri("https://registry.example"), Key);

    [Fact]
    public void A_platform_gets_number_tenure_token_and_its_own_account()
    {
        var e = Json(Row("platform:wechat", "unbinding.requested", new DeliveryBody { At = At, Account = "openid-1", UnbindingId = "unb_1", Attempt = 2 }));

        Text(e, "specversion").ShouldBe("1.0");
        Text(e, "id").ShouldBe("msg_1");
        Text(e, "source").ShouldBe("https://registry.example");
        Text(e, "type").ShouldBe("recycled-numbers.unbinding.requested");
        Text(e, "subject").ShouldBe("unb_1");
        Text(e, "time").ShouldBe("2026-03-01T12:00:00Z");
        Text(e, "datacontenttype").ShouldBe("application/json");
        var data = e.GetProperty("data");
        Text(data, "number").ShouldBe("+8613800138000");
        Text(data, "tenureToken").ShouldBe(Key.TokenOf("wechat", "+8613800138000", 3));
        Text(data, "account").ShouldBe("openid-1");
        data.GetProperty("attempt").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void The_subject_is_the_tenure_where_there_is_no_unbinding_and_never_a_number()
    {
        var e = Json(Row("platform:wechat", "number.deactivated", new DeliveryBody { At = At }));

        Text(e, "subject").ShouldBe(Key.TokenOf("wechat", "+8613800138000", 3));
    }

    [Fact]
    public void A_carrier_gets_no_tenure_token()
    {
        var e = Json(Row("carrier:cmcc", "forwarding.cancelled", new DeliveryBody { At = At, Forwarding = ForwardingKind.NoAnswer, Target = "+8613900139000" }));

        e.TryGetProperty("subject", out _).ShouldBeFalse();
        e.GetProperty("data").TryGetProperty("tenureToken", out _).ShouldBeFalse();
        Text(e.GetProperty("data"), "forwarding").ShouldBe("noAnswer");
    }

    [Fact]
    public void A_try_is_about_no_number()
    {
        var e = Json(Row("platform:wechat", "webhook.test", new DeliveryBody { At = At }) with { Number = "" });

        e.GetProperty("data").EnumerateObject().Select(p => p.Name).ShouldBe(["at"]);
    }

    [Fact]
    public void Push_and_pull_give_the_same_event()
    {
        var happened = _envelope.Of(Row("platform:wechat", "number.deactivated", new DeliveryBody { At = At, Reason = "voluntary" }));

        JsonElement.DeepEquals(JsonDocument.Parse(EventEnvelope.Encode(happened)).RootElement, EventEnvelope.ToJson(happened)).ShouldBeTrue();
    }

    [Fact]
    public void Another_reader_of_CloudEvents_understands_a_batch()
    {
        var batch = EventEnvelope.Encode([_envelope.Of(Row("platform:wechat", "number.deactivated", new DeliveryBody { At = At }))]);

        var read = new JsonEventFormatter().DecodeBatchModeMessage(batch, new System.Net.Mime.ContentType(EventEnvelope.Batch), extensionAttributes: null);

        read.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.IsValid.ShouldBeTrue(), e => e.Id.ShouldBe("msg_1"));
    }

    [Fact]
    public void A_body_reads_back_whichever_of_the_stored_formats_wrote_it()
    {
        var body = new DeliveryBody { At = At, Account = "号", Forwarding = ForwardingKind.NotReachable, Since = At.AddDays(-1), Residual = 0 };

        DeliveryJson.Read(DeliveryJson.Write(body)).ShouldBe(body);
        DeliveryJson.Read(JsonSerializer.Serialize(body, NumberFormat.Options)).ShouldBe(body);
    }

    private JsonElement Json(DeliveryRow row) => JsonDocument.Parse(EventEnvelope.Encode(_envelope.Of(row))).RootElement;

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();

    private static DeliveryRow Row(string destination, string kind, DeliveryBody body) => new()
    {
        Id = "msg_1",
        Cursor = "1",
        Lane = "lane",
        Destination = destination,
        Number = "+8613800138000",
        Generation = 3,
        Kind = kind,
        Body = DeliveryJson.Write(body),
        State = DeliveryState.Open,
        CreatedAt = At.AddSeconds(1),
        NextAttempt = At,
        Attempts = 0,
    };
}
