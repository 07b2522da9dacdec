using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using RecycledNumbers.Api;
using RecycledNumbers.Api.DevClock;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Api.Hosting.Cluster;
using RecycledNumbers.Api.Hosting.Telemetry;
using RecycledNumbers.Grains;
using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Starting;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Silo.Hosting;

/// <summary>The whole product in one process: silo, API, pages, dashboard.</summary>
internal static class SiloHost
{
    /// <summary>Default address.</summary>
    public const string DefaultUrl = "http://localhost:8080";

    /// <summary>Builds it, and brings its database up to date.</summary>
    public static async Task<WebApplication> Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.AddApi();
        builder.AddTelemetry("recycled-numbers-silo", GrainsTelemetry.Name);
        builder.AddClock();
        builder.Services.AddLedger(builder.Configuration.GetSection(LedgerOptions.Section));
        builder.Services.AddNumbers(builder.Configuration);
        builder.Services.AddFigures(builder.Configuration);
        builder.Services.AddOwners(builder.Configuration);
        builder.Services.AddDeliveries(builder.Configuration.GetSection("Webhooks"));
        builder.Services.AddHealthChecks().AddCheck<LedgerHealth>("ledger").AddCheck<SiloHealth>("cluster");
        builder.AddDevelopmentClients();
        var cluster = ClusterSettings.Read(builder.Configuration);
        builder.UseOrleans(silo => Configure(silo, cluster));

        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await app.OpenLedger(cluster);
        await app.Services.GetRequiredService<SiloLock>().Take(alone: cluster.Provider == ClusterProvider.Localhost);
        await app.StartClock();
        app.MapMetrics();
        GrainsTelemetry.Begin();
        app.MapApi();
        app.UseDashboardDoor();
        // Who may pass is asked at the door; the authorization of the API knows tokens only.
        app.MapOrleansDashboard("/orleans").AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    private static void Configure(ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.JoinCluster(cluster);
        silo.AddActivityPropagation();
        silo.AddAdoNetGrainStorage(DirectoryStorage.Name, options => options.Configure<IOptions<LedgerOptions>>((storage, ledger) =>
        {
            storage.Invariant = ledger.Value.OrleansInvariant;
            storage.ConnectionString = ledger.Value.EffectiveConnectionString;
            storage.GrainStorageSerializer = new DirectorySerializer();
        }));
        // The log is streamed by it as it is; ours is masked only where it is written.
        silo.AddDashboard(static options => options.HideTrace = true);
    }
}
