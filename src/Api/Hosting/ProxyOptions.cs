using Microsoft.AspNetCore.HttpOverrides;

namespace RecycledNumbers.Api.Hosting;

/// <summary>Section <c>Proxy</c>: who may say in <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> where a request came from. By default nobody.</summary>
internal static class ProxyOptions
{
    /// <summary>Networks of the proxies in front, e.g. <c>10.0.0.0/8</c>, as a list.</summary>
    internal const string Networks = "Proxy:Networks";

    internal static void UseTrustedProxies(this IApplicationBuilder app, IConfiguration configuration)
    {
        var networks = configuration.GetSection(Networks).Get<string[]>() ?? [];
        if (networks.Length == 0) return;

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        // The framework's own default trusts loopback.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks) options.KnownIPNetworks.Add(Parse(network));
        app.UseForwardedHeaders(options);
    }

    private static System.Net.IPNetwork Parse(string text) => System.Net.IPNetwork.TryParse(text, out var network)
        ? network
        : throw new Access.StartRefusedException($"{Networks}: '{text}' is not a network such as 10.0.0.0/8.");
}
