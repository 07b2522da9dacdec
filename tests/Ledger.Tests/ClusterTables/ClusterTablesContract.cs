using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace RecycledNumbers.Ledger.Tests.ClusterTables;

/// <summary>The stock ADO.NET membership and reminder tables over our scripts. The silo around them is built and never started.</summary>
public abstract class ClusterTablesContract : IAsyncLifetime
{
    private static readonly DateTime _start = new(2026, 3, 4, 12, 0, 0, 250, DateTimeKind.Utc);

    private IHost? _silo;

    private IMembershipTable Members => _silo!.Services.GetRequiredService<IMembershipTable>();

    private IReminderTable Reminders => _silo!.Services.GetRequiredService<IReminderTable>();

    public async ValueTask InitializeAsync()
    {
        var options = await EmptyDatabase();
        await new LedgerMigrator(Options.Create(options), TimeProvider.System, NullLogger<LedgerMigrator>.Instance).Migrate();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(static o => (o.ServiceId, o.ClusterId) = ("service", "cluster"))
            .UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = (options.OrleansInvariant, options.EffectiveConnectionString))
            .UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (options.OrleansInvariant, options.EffectiveConnectionString)));
        _silo = builder.Build();
        await Members.InitializeMembershipTableAsync(tryInitTableVersion: true, CancellationToken.None);
        await Reminders.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        _silo?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_new_cluster_has_a_version_and_no_silo()
    {
        await Members.InitializeMembershipTableAsync(tryInitTableVersion: true, CancellationToken.None);

        var table = await Members.ReadAllAsync(CancellationToken.None);

        (table.Version.Version, table.Members.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_silo_that_joins_reads_back_and_raises_the_version()
    {
        (await Members.InsertRowAsync(Silo(1), new TableVersion(1, "0"), CancellationToken.None)).ShouldBeTrue();

        var table = await Members.ReadAllAsync(CancellationToken.None);
        var row = table.Members.ShouldHaveSingleItem().Item1;
        (table.Version.Version, row.SiloAddress, row.Status, row.HostName, row.SiloName, row.ProxyPort).ShouldBe((1, Address(1), SiloStatus.Active, "host", "silo 1", 30_000));
        (row.StartTime, row.IAmAliveTime).ShouldBe((_start, _start));
        (await Members.ReadRowAsync(Address(1), CancellationToken.None)).Members.ShouldHaveSingleItem();
        (await Members.ReadRowAsync(Address(2), CancellationToken.None)).Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_changes_with_the_same_expected_version_one_is_made()
    {
        var made = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => Members.InsertRowAsync(Silo(i), new TableVersion(1, "0"), CancellationToken.None))));

        made.Count(static m => m).ShouldBe(1);
        var table = await Members.ReadAllAsync(CancellationToken.None);
        (table.Version.Version, table.Members.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_silo_is_suspected_declared_dead_and_cleaned_away()
    {
        await Members.InsertRowAsync(Silo(1), new TableVersion(1, "0"), CancellationToken.None);
        var dead = Silo(1);
        dead.Status = SiloStatus.Dead;
        dead.AddSuspector(Address(2), _start);

        (await Members.UpdateRowAsync(dead, "0", new TableVersion(2, "0"), CancellationToken.None)).ShouldBeFalse();
        (await Members.UpdateRowAsync(dead, "1", new TableVersion(2, "1"), CancellationToken.None)).ShouldBeTrue();
        (await Members.UpdateRowAsync(Silo(3), "2", new TableVersion(3, "2"), CancellationToken.None)).ShouldBeFalse();

        var row = (await Members.ReadRowAsync(Address(1), CancellationToken.None)).Members.ShouldHaveSingleItem().Item1;
        (row.Status, row.SuspectTimes.ShouldHaveSingleItem().Item1).ShouldBe((SiloStatus.Dead, Address(2)));
        await Members.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(_start.AddMinutes(-1)), CancellationToken.None);
        (await Members.ReadAllAsync(CancellationToken.None)).Members.Count.ShouldBe(1);
        await Members.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(_start.AddMinutes(1)), CancellationToken.None);
        (await Members.ReadAllAsync(CancellationToken.None)).Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silo_says_that_it_lives_outside_the_turns()
    {
        await Members.InsertRowAsync(Silo(1), new TableVersion(1, "0"), CancellationToken.None);
        var alive = Silo(1);
        alive.IAmAliveTime = _start.AddSeconds(10);

        await Members.UpdateIAmAliveAsync(alive, CancellationToken.None);

        var table = await Members.ReadAllAsync(CancellationToken.None);
        (table.Version.Version, table.Members.Single().Item1.IAmAliveTime).ShouldBe((1, _start.AddSeconds(10)));
    }

    [Fact]
    public async Task A_cluster_that_is_deleted_is_gone()
    {
        await Members.InsertRowAsync(Silo(1), new TableVersion(1, "0"), CancellationToken.None);

        await Members.DeleteMembershipTableEntriesAsync("cluster", CancellationToken.None);
        await Members.InitializeMembershipTableAsync(tryInitTableVersion: true, CancellationToken.None);

        (await Members.ReadAllAsync(CancellationToken.None)).Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reminder_is_kept_changed_and_removed_by_its_version()
    {
        var grain = GrainId.Create("wake", "1");
        var first = (await Reminders.UpsertRow(Reminder(grain, "awake", TimeSpan.FromMinutes(1))))!;
        var second = (await Reminders.UpsertRow(Reminder(grain, "awake", TimeSpan.FromMinutes(2))))!;
        await Reminders.UpsertRow(Reminder(grain, "other", TimeSpan.FromMinutes(3)));

        var kept = (await Reminders.ReadRow(grain, "awake")).ShouldNotBeNull();
        (kept.GrainId, kept.ReminderName, kept.StartAt, kept.Period, kept.ETag).ShouldBe((grain, "awake", _start, TimeSpan.FromMinutes(2), second));
        (await Reminders.ReadRows(grain)).Reminders.Count.ShouldBe(2);
        (await Reminders.RemoveRow(grain, "awake", first)).ShouldBeFalse();
        (await Reminders.RemoveRow(grain, "awake", second)).ShouldBeTrue();
        (await Reminders.ReadRow(grain, "awake")).ShouldBeNull();
    }

    [Fact]
    public async Task A_silo_reads_the_reminders_of_its_range_over_the_end_of_the_numbers_too()
    {
        var grains = Enumerable.Range(0, 20).Select(static i => GrainId.Create("wake", $"{i}")).ToList();
        foreach (var grain in grains)
        {
            await Reminders.UpsertRow(Reminder(grain, "awake", TimeSpan.FromMinutes(1)));
        }

        var (low, high) = (0x4000_0000u, 0x7000_0000u);
        var inside = (await Reminders.ReadRows(low, high)).Reminders.Select(static r => r.GrainId).ToList();
        var outside = (await Reminders.ReadRows(high, low)).Reminders.Select(static r => r.GrainId).ToList();

        inside.ShouldBe(grains.Where(g => g.GetUniformHashCode() > low && g.GetUniformHashCode() <= high), ignoreOrder: true);
        inside.Concat(outside).ShouldBe(grains, ignoreOrder: true);
    }

    /// <summary>Options of an empty database.</summary>
    protected abstract Task<LedgerOptions> EmptyDatabase();

    private static SiloAddress Address(int silo) => SiloAddress.New(IPAddress.Loopback, 11_110 + silo, 100 + silo);

    private static MembershipEntry Silo(int silo) => new()
    {
        SiloAddress = Address(silo),
        SiloName = $"silo {silo}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30_000,
        StartTime = _start,
        IAmAliveTime = _start,
    };

    private static ReminderEntry Reminder(GrainId grain, string name, TimeSpan period) => new() { GrainId = grain, ReminderName = name, StartAt = _start, Period = period };
}
