using System.Text;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Api.Tests.Owners;

/// <summary>What somebody finds who has the database but not the keys.</summary>
[Collection(Alone.Name)]
public sealed class RawDatabaseTests
{
    private const string Contact = """ "email":"canary.of.zhou@example.com","number":"+8613811119999","language":"en" """;
    private static readonly string[] Canaries = ["canary.of.zhou", "8613811119999", "13811119999"];

    [Fact]
    public async Task The_files_of_sqlite_hold_neither_address_nor_number()
    {
        await using var registry = await OwnerRegistry.Start();
        var number = await Left(registry);

        var bytes = Directory.GetFiles(registry.Folder, "ledger.db*").Select(Read).ToArray();

        bytes.ShouldContain(text => text.Contains(number, StringComparison.Ordinal), "The number that was lost is found, so the search works.");
        Canaries.Where(c => bytes.Any(text => text.Contains(c, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_rows_of_postgresql_hold_neither_address_nor_number()
    {
        await using var server = await PostgresServer.StartAsync();
        var connectionString = await server.CreateDatabase();
        await using var registry = await OwnerRegistry.Start("--Ledger:Provider", "PostgreSql", "--Ledger:ConnectionString", connectionString);
        var number = await Left(registry);

        var rows = await Rows(connectionString);

        rows.ShouldContain(text => text.Contains(number, StringComparison.Ordinal), "The number that was lost is found, so the search works.");
        Canaries.Where(c => rows.Any(text => text.Contains(c, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_contact_that_was_sealed_before_the_key_rotated_still_opens()
    {
        await using var registry = await OwnerRegistry.Start();
        var seal = registry.App.Services.GetRequiredService<ContactSeal>();
        var before = seal.Seal(new LeftContact("zhou@example.com", null, "en"));
        var now = TimeProvider.System.GetUtcNow();
        registry.App.Services.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddDays(90));

        seal.Open(before)!.Email.ShouldBe("zhou@example.com");
        Directory.GetFiles(Path.Combine(registry.Folder, "keys", "data-protection")).Length.ShouldBe(2);
    }

    private static async Task<string> Left(OwnerRegistry registry)
    {
        var number = await registry.Bound(Contact);
        await registry.Deactivate(number);
        await registry.Messages(number, 3);
        return number;
    }

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static async Task<List<string>> Rows(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var rows = new List<string>();
        foreach (var table in await Column(source, "select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')"))
        {
            rows.AddRange(await Column(source, $"select t::text from {table} t"));
        }

        return rows;
    }

    private static async Task<List<string>> Column(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }
}
