using Microsoft.Extensions.Options;
using RecycledNumbers.Api.DevClock;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Hosting.Cluster;
using RecycledNumbers.Api.Hosting.Telemetry;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api;

/// <summary>The API alone, as a process without state of its own: grains live in the silos, reads of the ledger go to the database.</summary>
internal static class GatewayHost
{
    /// <summary>Default address; the silo's own is 8080.</summary>
    private const string DefaultUrl = "http://localhost:8081";

    /// <summary>Builds it, and checks that the database can be used: silos may not have been there before.</summary>
    internal static async Task<WebApplication> Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls(DefaultUrl);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        builder.AddApi();
        builder.AddTelemetry("recycled-numbers-gateway");
        builder.AddClock();
        builder.Services.AddLedger(builder.Configuration.GetSection(LedgerOptions.Section));
        builder.Services.AddHealthChecks().AddCheck<LedgerHealth>("ledger").AddCheck<ClusterHealth>("cluster");
        var cluster = ClusterSettings.Read(builder.Configuration);
        builder.UseOrleansClient(client => client.EnterCluster(cluster));

        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await app.OpenLedger(cluster);
        app.MapMetrics();
        await app.StartClock();
        return app.MapApi();
    }
}
