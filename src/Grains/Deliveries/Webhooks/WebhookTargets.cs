using System.Net;
using Microsoft.Security.AntiSSRF;

namespace RecycledNumbers.Grains.Deliveries.Webhooks;

/// <summary>Where webhooks may go. The address is checked where it counts, at connect time; what is plainly wrong is refused when it is set.</summary>
internal static class WebhookTargets
{
    /// <summary>Longest URL.</summary>
    public const int LongestUrl = 500;

    private static readonly string[] Loopback = ["127.0.0.0/8", "::1/128"];

    // IPv4-compatible addresses (RFC 4291, 2.5.5.1: deprecated) carry an IPv4 address that the library's list does not see.
    private static readonly string[] AlsoDenied = ["::/96"];

    private static readonly IPNetwork[] Denied = [.. Policy(allowLoopback: false).DeniedAddresses.Select(IPNetwork.Parse)];

    /// <summary>A handler that resolves once, checks every address found, and connects to just these. No redirects, proxy, cookies or decompression.</summary>
    public static HttpMessageHandler Handler(bool allowLoopback)
    {
        var handler = Policy(allowLoopback).GetHandler();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.MaxResponseHeadersLength = 16;
        handler.ResponseDrainTimeout = TimeSpan.FromSeconds(1);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);
        return handler;
    }

    /// <summary>Whether a party may set this URL.</summary>
    public static bool Allows(string url, bool allowLoopback)
    {
        if (url.Length > LongestUrl || url.Any(c => c is <= ' ' or > '~' or '\\') || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return false;
        }

        if (url.Contains('#', StringComparison.Ordinal) || HasUserInfo(url))
        {
            return false;
        }

        if (allowLoopback && IsLoopback(uri))
        {
            return uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
        }

        return uri.Scheme == Uri.UriSchemeHttps && uri.Port is 443 or >= 1024 and <= 65535 && IsPublic(uri);
    }

    // An empty one too, which Uri forgets.
    private static bool HasUserInfo(string url)
    {
        var rest = url.AsSpan(url.IndexOf(':', StringComparison.Ordinal) + 1).TrimStart('/');
        var end = rest.IndexOfAny('/', '?');
        return (end < 0 ? rest : rest[..end]).Contains('@');
    }

    private static bool IsPublic(Uri uri) => IPAddress.TryParse(uri.DnsSafeHost, out var address)
        ? !Denied.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))
        : uri.Host.TrimEnd('.').Contains('.', StringComparison.Ordinal) && !uri.IsLoopback && !uri.Host.TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(Uri uri) => uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static AntiSSRFPolicy Policy(bool allowLoopback)
    {
        var policy = new AntiSSRFPolicy(PolicyConfigOptions.ExternalOnlyLatest) { AddXFFHeader = false, AllowPlainTextHttp = allowLoopback };
        policy.AddDeniedAddresses(AlsoDenied);
        if (allowLoopback)
        {
            policy.AddAllowedAddresses(Loopback);
        }

        return policy;
    }
}
