using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Grains.Owners.Mail;

/// <summary>How a connection to the mail server is kept secret.</summary>
public enum MailSecurity
{
    /// <summary>It starts plain and must turn to TLS (RFC 3207), usually at port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314), usually at port 465.</summary>
    Tls,

    /// <summary>None: for a server on this machine.</summary>
    None,
}

/// <summary>The mail server. Section <c>Mail</c>; read once, at start. Without a host there is no e-mail.</summary>
public sealed record MailOptions
{
    /// <summary>Name of the server, or null: no e-mail.</summary>
    public string? Host { get; init; }

    /// <summary>Port. Default 587.</summary>
    [Range(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>StartTls, Tls or None. Default StartTls.</summary>
    public MailSecurity Security { get; init; }

    /// <summary>PEM file of authorities to trust instead of the system's, for a server of one's own; or null.</summary>
    public string? Authorities { get; init; }

    /// <summary>User name, or null: no log-in.</summary>
    public string? User { get; init; }

    /// <summary>Password.</summary>
    public string? Password { get; init; }

    /// <summary>Address that messages come from.</summary>
    public string? From { get; init; }

    /// <summary>Name beside it, or null.</summary>
    public string? FromName { get; init; }

    /// <summary>Time for one step with the server; a message takes a few. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Prints no password.</summary>
    public override string ToString() => $"Mail at {Host}";
}
