using System.Globalization;
using OpenTelemetry.Metrics;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Hosting.Telemetry;

/// <summary><c>/metrics</c>: open at an address of its own (<c>Metrics:Url</c>), which serves nothing else and belongs in an inner network; an operator's page everywhere else.</summary>
public static class MetricsListener
{
    internal const string Path = "/metrics";
    private const string Setting = "Metrics:Url";
    private const string KestrelEndpoints = "Kestrel:Endpoints";

    /// <summary>Puts the page in its place, and shows counters as 0 before they count. Comes before the API's own pipeline.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<MeterProvider>();
        LedgerTelemetry.Begin();
        if (Address(app.Configuration) is { } own)
        {
            // By the port that the request came in at: a Host header can say anything.
            app.MapWhen(context => context.Connection.LocalPort == own.Port, static alone => alone.UseOpenTelemetryPrometheusScrapingEndpoint());
        }

        var page = app.MapPrometheusScrapingEndpoint(Path);
        if (app.Environment.IsDevelopment()) page.AllowAnonymous();
        else page.RequireScope(Scopes.AdminRead);
    }

    internal static void ListenForScrapes(this WebApplicationBuilder builder)
    {
        if (Address(builder.Configuration) is not { } own) return;
        var text = own.GetLeftPart(UriPartial.Authority);
        // Where addresses are Kestrel's own section, Urls is not heeded.
        if (builder.Configuration.GetSection(KestrelEndpoints).GetChildren().Any()) builder.Configuration[$"{KestrelEndpoints}:Metrics:Url"] = text;
        else builder.WebHost.UseUrls($"{builder.Configuration["urls"]};{text}");
    }

    private static Uri? Address(IConfiguration configuration)
    {
        var text = configuration[Setting];
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || url.PathAndQuery != "/" || url.Port == 0)
            throw new StartRefusedException($"{Setting} must be an address such as http://0.0.0.0:9464.");
        var others = configuration["urls"]?.Split(';') ?? [];
        if (others.Any(o => o.TrimEnd('/') != text.TrimEnd('/') && o.TrimEnd('/').EndsWith($":{url.Port.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)))
            throw new StartRefusedException($"{Setting} must have a port of its own; Urls has {url.Port.ToString(CultureInfo.InvariantCulture)} too.");
        return url;
    }
}
