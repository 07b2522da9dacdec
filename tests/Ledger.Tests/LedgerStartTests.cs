using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests;

/// <summary>From configuration to an open ledger, and every way in which that fails.</summary>
[Collection(PostgresFixture.OneAtATime)]
public sealed class LedgerStartTests(PostgresFixture postgres) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "ledger.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LedgerProvider.Sqlite)]
    [InlineData(LedgerProvider.PostgreSql)]
    public async Task A_configured_host_migrates_and_opens_its_ledger(LedgerProvider provider)
    {
        var connectionString = provider == LedgerProvider.Sqlite ? $"Data Source={Path.Combine(_folder.Path, "new", "folder", "ledger.db")}" : (await postgres.Empty()).ConnectionString;
        await using var services = Host(provider.ToString(), connectionString);

        await services.GetRequiredService<LedgerMigrator>().Migrate();

        (await services.GetRequiredService<ILedger>().Commit(Sample.Commit())).ShouldBeTrue();
    }

    [Theory]
    [InlineData(LedgerProvider.Sqlite)]
    [InlineData(LedgerProvider.PostgreSql)]
    public async Task Many_migrators_at_once_migrate_once(LedgerProvider provider)
    {
        var connectionString = provider == LedgerProvider.Sqlite ? $"Data Source={File}" : (await postgres.Empty()).ConnectionString;
        var hosts = Enumerable.Range(0, 12).Select(_ => Host(provider.ToString(), connectionString)).ToList();

        await Task.WhenAll(hosts.Select(static h => h.GetRequiredService<LedgerMigrator>().Migrate()));
        await hosts[0].GetRequiredService<LedgerMigrator>().Migrate();

        (await hosts[0].GetRequiredService<ILedger>().Commit(Sample.Commit())).ShouldBeTrue();
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_any_configuration_it_is_a_Sqlite_file_under_data()
    {
        await using var services = new ServiceCollection().AddLedger(new ConfigurationBuilder().Build()).BuildServiceProvider();

        var options = services.GetRequiredService<IOptions<LedgerOptions>>().Value;

        (options.Provider, options.EffectiveConnectionString).ShouldBe((LedgerProvider.Sqlite, "Data Source=data/ledger.db"));
        (options.CommandTimeout, options.MaxBatch, options.Writers, options.QueueLimit).ShouldBe((TimeSpan.FromSeconds(3), 500, 2, 20_000));
    }

    [Theory]
    [InlineData("CommandTimeout", "00:00:00")]
    [InlineData("MaxBatch", "0")]
    [InlineData("Writers", "17")]
    [InlineData("QueueLimit", "0")]
    [InlineData("ConnectionString", "")]
    public void A_setting_out_of_bounds_is_refused(string key, string value)
    {
        using var services = Services("PostgreSql", "Host=localhost", (key, value)).BuildServiceProvider();

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<LedgerOptions>>().Value).Message.ShouldContain(key);
    }

    [Fact]
    public async Task An_unknown_keyword_is_named() =>
        await Fails("PostgreSql", "Hots=localhost;Password=sesame", "Ledger:ConnectionString is not a connection string for PostgreSql (unknown or wrong: hots)");

    [Fact]
    public async Task A_keyword_in_a_Sqlite_connection_string_too() =>
        await Fails("Sqlite", "Fiel=x;Password=sesame", "Ledger:ConnectionString is not a connection string for Sqlite (unknown or wrong: fiel)");

    [Fact]
    public async Task Something_that_is_no_connection_string_at_all_says_how_to_write_one() =>
        await Fails("PostgreSql", "postgres sesame", "Write it like \"Host=localhost;Database=");

    [Fact]
    public async Task A_port_that_is_no_number_is_named() => await Fails("PostgreSql", "Host=localhost;Port=sesame", "Ledger:ConnectionString is not a connection string for PostgreSql");

    [Fact]
    public async Task A_server_that_is_not_there_is_named() =>
        await Fails("PostgreSql", "Host=127.0.0.1;Port=1;Database=x;Username=u;Password=sesame", "PostgreSQL at 127.0.0.1:1 can't be reached (ConnectionRefused). Start it, or correct Host and Port");

    [Fact]
    public async Task A_host_that_does_not_exist_is_named() =>
        await Fails("PostgreSql", "Host=no-such-host.invalid;Database=x;Username=u;Password=sesame", "PostgreSQL at no-such-host.invalid:5432 can't be reached");

    [Fact]
    public async Task A_database_that_is_not_there_is_named() =>
        await Fails("PostgreSql", postgres.Server.ConnectionString("nowhere") + ";Password=sesame", "has no database \"nowhere\". Create it (createdb nowhere)");

    [Fact]
    public async Task A_user_that_is_refused_is_named() =>
        await Fails("PostgreSql", new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString("postgres")) { Username = "stranger", Password = "sesame" }.ConnectionString, "refused user \"stranger\"");

    [Fact]
    public async Task A_user_that_may_not_create_tables_is_told_the_grant()
    {
        var owner = (await postgres.Empty()).ConnectionString;
        await using (var connection = new NpgsqlConnection(owner))
        {
            await connection.OpenAsync();
            await using var create = new NpgsqlCommand("create role weak login; revoke create on schema public from public", connection);
            await create.ExecuteNonQueryAsync();
        }

        await Fails("PostgreSql", new NpgsqlConnectionStringBuilder(owner) { Username = "weak", Password = "sesame" }.ConnectionString, "grant create on schema public to \"weak\"");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await System.IO.File.WriteAllTextAsync(File, "a file, not a folder");

        await Fails("Sqlite", $"Data Source={Path.Combine(File, "ledger.db")}", $"The database file {Path.Combine(File, "ledger.db")} can't be written");
    }

    [Fact]
    public async Task A_folder_in_place_of_the_file_is_named()
    {
        Directory.CreateDirectory(File);

        await Fails("Sqlite", $"Data Source={File}", $"The database file {File} can't be used");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_alone()
    {
        var text = new string('x', 5000);
        await System.IO.File.WriteAllTextAsync(File, text);

        await Fails("Sqlite", $"Data Source={File}", $"The file {File} is not a SQLite database");

        (await System.IO.File.ReadAllTextAsync(File)).ShouldBe(text);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=ledger;Mode=Memory;Cache=Shared")]
    public async Task A_database_in_memory_is_refused(string connectionString) => await Fails("Sqlite", connectionString, "must name a file");

    [Fact]
    public async Task A_ledger_with_an_unreadable_connection_string_says_the_same()
    {
        await using var services = Host("PostgreSql", "Hots=localhost");

        Should.Throw<LedgerStartException>(() => services.GetRequiredService<ILedger>()).Message.ShouldContain("hots");
    }

    private static async Task Fails(string provider, string connectionString, string message)
    {
        await using var services = Host(provider, connectionString);

        var fault = await Should.ThrowAsync<LedgerStartException>(() => services.GetRequiredService<LedgerMigrator>().Migrate());

        fault.Message.ShouldContain(message);
        fault.Message.ShouldNotContain("sesame");
        fault.Message.ShouldNotContain("\n");
        fault.InnerException.ShouldBeNull();
    }

    private static ServiceProvider Host(string provider, string connectionString) => Services(provider, connectionString).BuildServiceProvider();

    private static IServiceCollection Services(string provider, string connectionString, params (string Key, string Value)[] more)
    {
        var values = new Dictionary<string, string?> { ["Ledger:Provider"] = provider, ["Ledger:ConnectionString"] = connectionString, ["Ledger:CommandTimeout"] = "00:00:30" };
        foreach (var (key, value) in more)
        {
            values[$"Ledger:{key}"] = value;
        }

        return new ServiceCollection().AddLedger(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection(LedgerOptions.Section));
    }
}
