using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RecycledNumbers.Grains.Batches;
using RecycledNumbers.Grains.Retention;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Batches;
using RecycledNumbers.Ledger.Credentials;
using RecycledNumbers.Ledger.Deliveries;
using RecycledNumbers.Ledger.Disclosures;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Tests.Retention;

/// <summary>The times of docs/privacy.md, each with a row that is over it and one that is not.</summary>
public sealed class OblivionTests : IAsyncLifetime
{
    private const string Platform = "platform:wechat";
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("rn-oblivion-").FullName;
    private readonly FakeTimeProvider time = new(Now.AddYears(-20));
    private DatabaseLedger ledger = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new LedgerOptions { ConnectionString = $"Data Source={Path.Combine(folder, "ledger.db")}", CommandTimeout = TimeSpan.FromSeconds(30) };
        await new LedgerMigrator(Options.Create(options), TimeProvider.System, NullLogger<LedgerMigrator>.Instance).Migrate();
        ledger = DatabaseLedger.Create(options, time, NullLogger<DatabaseLedger>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await ledger.DisposeAsync();
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Commands_lose_their_answer_after_30_days_and_go_after_400()
    {
        foreach (var days in new[] { 401, 399, 31, 29 })
        {
            await ledger.Commit(Commit($"+86138{days:D8}") with { Command = new CommandRow($"K{days}", "f00d", 1, Now.AddDays(-days), """{"ok":true}""") });
        }

        await Forget();

        (await Command(401)).ShouldBeNull();
        (await Command(399)).ShouldNotBeNull().Answer.ShouldBeNull();
        (await Command(31)).ShouldNotBeNull().Answer.ShouldBeNull();
        (await Command(29)).ShouldNotBeNull().Answer.ShouldNotBeNull();
    }

    [Fact]
    public async Task Acknowledged_messages_go_after_7_days()
    {
        await ledger.Commit(Commit() with { Deliveries = [Delivery("old"), Delivery("young")] });
        await ledger.ParkForPull(Platform);
        foreach (var (days, row) in new[] { 8, 6 }.Zip(await ledger.ReadDeliveries(Platform, [DeliveryState.Pull], null, 10)))
        {
            time.SetUtcNow(Now.AddDays(-days));
            await ledger.AcknowledgePulled(Platform, row.Cursor, 10);
        }

        await Forget();

        (await ledger.FindDelivery("old")).ShouldBeNull();
        (await ledger.FindDelivery("young")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Messages_that_nobody_took_go_after_400_days()
    {
        await ledger.EnqueueDelivery(Delivery("old"), "", Now.AddDays(-401));
        await ledger.EnqueueDelivery(Delivery("young"), "", Now.AddDays(-399));
        await ledger.RecordAttempts([new("old", DeliveryState.Dead, 9, Now, 503, "busy"), new("young", DeliveryState.Dead, 9, Now, 503, "busy")]);

        await Forget();

        (await ledger.FindDelivery("old")).ShouldBeNull();
        (await ledger.FindDelivery("young")).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_buyer_was_told_goes_after_3650_days()
    {
        var (old, young) = (new string('a', 64), new string('b', 64));
        await ledger.Disclosures.Keep(new KeptDisclosure(old, "{}", "seal", Now.AddDays(-3651)));
        await ledger.Disclosures.Keep(new KeptDisclosure(young, "{}", "seal", Now.AddDays(-3649)));

        await Forget();

        (await ledger.Disclosures.Find(old)).ShouldBeNull();
        (await ledger.Disclosures.Find(young)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Credentials_go_the_day_after_they_have_expired()
    {
        await ledger.Credentials.Take(new CredentialPlace(1, 1, "+8613800138000", 1, Now.AddHours(-25)));
        await ledger.Credentials.Take(new CredentialPlace(2, 1, "+8613800138000", 1, Now.AddHours(-23)));

        await Forget();

        (await ledger.Credentials.IsKnown(1)).ShouldBeFalse();
        (await ledger.Credentials.IsKnown(2)).ShouldBeTrue();
    }

    [Fact]
    public async Task Uploads_go_after_30_days()
    {
        foreach (var days in new[] { 31, 29 })
        {
            await ledger.Batches.Begin(Upload(days));
            await ledger.Batches.AddChunk(new BatchChunk(Upload(days).Id, 0, 0, [1]));
            await ledger.Batches.Open(Upload(days), 1, Now.AddDays(-days), Now.AddDays(-days));
        }

        await Forget();

        (await ledger.Batches.Find(Upload(31).Id)).ShouldBeNull();
        (await ledger.Batches.ReadLanes(Upload(31).Id)).ShouldBeEmpty();
        (await ledger.Batches.ReadLanes(Upload(29).Id)).ShouldHaveSingleItem();
    }

    private async Task Forget()
    {
        time.SetUtcNow(Now);
        var oblivion = new Oblivion(ledger, ledger.Disclosures, ledger.Credentials, Options.Create(new RetentionOptions()), time);
        while (await oblivion.Forget(Now, CancellationToken.None))
        {
        }

        // Forgetting pokes nobody.
        var batches = new BatchWakes(ledger.Batches, grains: null!, Options.Create(new BatchOptions()), time);
        while (await batches.Forget(CancellationToken.None))
        {
        }
    }

    private Task<CommandRow?> Command(int days) => ledger.FindCommand($"+86138{days:D8}", $"K{days}");

    private static NumberCommit Commit(string number = "+8613800138000") =>
        new() { Number = number, ExpectedVersion = 0, State = """{"v":1}""", Phase = "inService", Carrier = "cmcc", Generation = 1, At = Now };

    private static NewDelivery Delivery(string id) => new(id, Platform + "/0", Platform, 1, "unbinding.requested", "{}", Now);

    private static Batch Upload(int days) => new()
    {
        Id = $"batch_{days}",
        Party = "carrier:cmcc",
        Content = BatchContent.Deactivations,
        Format = "text/csv",
        Key = $"K{days}",
        Fingerprint = $"f{days}",
        Bytes = 1,
        CreatedAt = Now.AddDays(-days),
    };
}
