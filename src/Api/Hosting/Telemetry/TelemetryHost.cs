using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Hosting.Telemetry;

/// <summary>OpenTelemetry in a program: Prometheus may always scrape it; where OpenTelemetry's own settings name a collector, it also gets traces, metrics and logs.</summary>
public static class TelemetryHost
{
    /// <summary>OpenTelemetry's own name for the collector's address; its other settings (<c>OTEL_*</c>) hold too.</summary>
    public const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Own = [ApiTelemetry.Name, LedgerTelemetry.Name];

    // Orleans names its sources one by one: its lifecycle's says nothing about a request.
    private static readonly string[] OrleansSources = ["Microsoft.Orleans.Application"];

    private static readonly string[] Meters = ["Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Adds it.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">Name of the service, unless <c>OTEL_SERVICE_NAME</c> gives another.</param>
    /// <param name="more">Names of further meters and activity sources.</param>
    /// <exception cref="StartRefusedException">A setting is not fit to start with.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder, string service, params string[] more)
    {
        builder.ListenForScrapes();
        MaskedConsole.Take(builder.Services);
        string[] own = [.. Own, .. more];
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear().AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? service).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics.AddMeter([.. own, .. Meters]).AddPrometheusExporter());
        if (string.IsNullOrWhiteSpace(builder.Configuration[Collector])) return;

        telemetry
            .WithMetrics(static metrics => metrics.AddOtlpExporter())
            .WithTracing(traces => traces
                .AddSource([.. own, .. OrleansSources])
                .AddAspNetCoreInstrumentation(static http => http.Filter = static context => !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && context.Request.Path != MetricsListener.Path)
                .AddProcessor(new MaskedSpans())
                .AddOtlpExporter())
            .WithLogging(static logs => logs.AddProcessor(new MaskedLogs()).AddOtlpExporter(), static options => options.IncludeFormattedMessage = true);
    }
}
