using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Owners.Sms;

/// <summary>Kinds of SMS gateways.</summary>
public enum SmsGatewayKind
{
    /// <summary>Kannel's <c>sendsms</c>.</summary>
    Kannel,

    /// <summary>Plain JSON, as docs/reminders.md describes it.</summary>
    Json,
}

/// <summary>The SMS gateway. Section <c>Sms</c>; read once, at start. Without a URL there is no SMS.</summary>
public sealed record SmsOptions
{
    /// <summary>The gateway's address, for Kannel <c>http://…:13013/cgi-bin/sendsms</c>; or null: no SMS. It is the operator's own, so it may be inside.</summary>
    public Uri? Url { get; init; }

    /// <summary>Kannel or Json. Default Kannel.</summary>
    public SmsGatewayKind Gateway { get; init; }

    /// <summary>Kannel's user name.</summary>
    public string? User { get; init; }

    /// <summary>Kannel's password, or the bearer token of a JSON gateway.</summary>
    public string? Password { get; init; }

    /// <summary>Sender, as the gateway allows it; or null: the gateway's own.</summary>
    public string? From { get; init; }

    /// <summary>Where the gateway reaches this API with its delivery reports, where that is not <c>Reminders:PublicUrl</c>.</summary>
    public Uri? ReportUrl { get; init; }

    /// <summary>Time for one request. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Prints no password.</summary>
    public override string ToString() => $"{Gateway} at {Url?.Host}";
}
