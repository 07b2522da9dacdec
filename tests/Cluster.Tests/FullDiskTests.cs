using System.Diagnostics;
using Npgsql;
using RecycledNumbers.Chaos.Load;
using RecycledNumbers.Postgres;
using RecycledNumbers.Silo.Development;

namespace RecycledNumbers.Cluster.Tests;

/// <summary>A disk that is full refuses and never corrupts. The disk is a small one in memory, which only root may mount.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string disk;

    public FullDiskTests() => disk = Directory.CreateDirectory(Path.Combine(folder.Path, "disk")).FullName;

    [Fact]
    public async Task A_full_disk_under_SQLite_refuses_with_a_typed_503_loses_nothing_and_goes_on_once_there_is_space()
    {
        await Mount();
        await using var silo = await SiloProcess.Start(disk, arguments: []).Ready();

        await FillAndFree(silo, disk);
    }

    [Fact]
    public async Task A_full_disk_under_PostgreSQL_refuses_with_a_typed_503_loses_nothing_and_goes_on_once_there_is_space()
    {
        await Mount();
        await using var server = await PostgresServer.StartAsync();
        await Run("chmod", "755", folder.Path);
        await Run("chown", "postgres", disk);
        var database = await server.CreateDatabase();
        await using (var connection = new NpgsqlConnection(server.ConnectionString("postgres") + ";Pooling=false"))
        {
            await connection.OpenAsync();
            foreach (var sql in new[] { $"create tablespace small location '{disk}'", "alter database test_1 set tablespace small" })
            {
#pragma warning disable CA2100 // Both statements are made here.
                await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync();
            }
        }

        var place = Directory.CreateDirectory(Path.Combine(folder.Path, "silo")).FullName;
        await using var silo = await SiloProcess.Start(place, arguments: ["--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", database]).Ready();

        await FillAndFree(silo, place);
    }

    public async ValueTask DisposeAsync()
    {
        if (File.ReadLines("/proc/mounts").Any(line => line.Contains($" {disk} ", StringComparison.Ordinal)))
        {
            await Run("umount", "--lazy", disk);
        }

        folder.Dispose();
    }

    private async Task FillAndFree(SiloProcess silo, string place)
    {
        var client = (await DevelopmentClients.Read(Path.Combine(place, DevelopmentClients.File)))["carrier"];
        using var http = await Chaos.Clusters.Cluster.Connect(silo, (client.ClientId, client.ClientSecret));
        var history = new History();
        var caller = new Caller(http, "carrier", history, CancellationToken.None);
        await Resting.Assign(caller, Registry.Number(1));

        await Fill();
        var refused = new List<Operation>();
        for (var n = 2; n < 4_000 && refused.Count == 0; n++)
        {
            var asked = await Resting.AssignOnce(caller, Registry.Number(n));
            if (asked.Outcome != Outcome.Ok)
            {
                refused.Add(asked);
            }
        }

        refused.ShouldHaveSingleItem().Status.ShouldBe(503);
        history.Odd.ShouldBeEmpty();

        File.Delete(Path.Combine(disk, "ballast"));
        await caller.Send(refused[0]);
        foreach (var done in history.Operations.Where(o => o is { Outcome: Outcome.Ok, Verb: Verb.Assign }))
        {
            var events = await caller.Read($"/v1/numbers/{done.Number}/events?limit=100");
            events!["items"]!.AsArray().Select(e => e!["type"]!.ToString()).ShouldBe(done.Number == Registry.Number(1) ? ["tenureStarted", "forwardingSet"] : ["tenureStarted"]);
            (await caller.Read($"/v1/numbers/{done.Number}"))!["generation"]!.GetValue<int>().ShouldBe(1);
        }
    }

    private async Task Mount()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may mount a disk.");
        await Run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk);
    }

    /// <summary>To the last byte.</summary>
    private async Task Fill()
    {
        await using var ballast = File.Create(Path.Combine(disk, "ballast"));
        try
        {
            for (var block = new byte[64 * 1024]; ;)
            {
                await ballast.WriteAsync(block);
                await ballast.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, program);
    }
}
