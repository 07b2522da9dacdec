using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Api.Access;

/// <summary>Section <c>Access</c>: who issues access tokens and how they are read.</summary>
public sealed class AccessOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Access";

    /// <summary>The address under which this registry issues tokens (<c>iss</c>). Default <c>http://localhost:8080/</c>; the same on every node.</summary>
    [Required]
    public Uri Issuer { get; init; } = new("http://localhost:8080/");

    /// <summary>What tokens are for (<c>aud</c>). Default <c>recycled-numbers</c>.</summary>
    [Required, MinLength(1)]
    public string Audience { get; init; } = "recycled-numbers";

    /// <summary>Another OpenID Connect authority. When set, its tokens are the only ones that count, and <c>/connect/token</c> is not served.</summary>
    public Uri? Authority { get; init; }

    /// <summary>How the claims of that authority are named.</summary>
    [Required]
    public ClaimNames Claims { get; init; } = new();

    /// <summary>Whether secrets may be sent without TLS from another machine. Default false; set it only where TLS ends in front and the way from there is safe. Always allowed in Development and from loopback.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>Life of an access token. Default one hour; one minute to one day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failed token requests per minute and client address (IPv6: per /64) before 429. Default 20; 0 switches it off.</summary>
    [Range(0, 100_000)]
    public int FailedTokensPerMinute { get; init; } = 20;
}

/// <summary>Section <c>Access:Claims</c>: names of the claims in an access token.</summary>
public sealed class ClaimNames
{
    /// <summary>Operator, carrier or platform. Default <c>rn_role</c>.</summary>
    public string Role { get; init; } = "rn_role";

    /// <summary>Party such as <c>carrier:demo-mobile</c>. Default <c>rn_party</c>.</summary>
    public string Party { get; init; } = "rn_party";

    /// <summary>Client id. Default <c>client_id</c>; some authorities call it <c>azp</c>.</summary>
    public string ClientId { get; init; } = "client_id";

    /// <summary>Scopes, separated by spaces or repeated. Default <c>scope</c>; some authorities call it <c>scp</c>.</summary>
    public string Scope { get; init; } = "scope";
}
