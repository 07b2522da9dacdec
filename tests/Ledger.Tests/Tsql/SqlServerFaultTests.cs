using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RecycledNumbers.Ledger.Dialects;
using RecycledNumbers.Ledger.Starting;
using static RecycledNumbers.Ledger.Tests.Sample;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>What errors mean, as far as their numbers tell; and what is refused before a server is asked.</summary>
public sealed class SqlServerFaultTests
{
    [Theory]
    [InlineData(1205, nameof(Fault.Collision))]
    [InlineData(3960, nameof(Fault.Collision))]
    [InlineData(2627, nameof(Fault.Refused))]
    [InlineData(2601, nameof(Fault.Refused))]
    [InlineData(547, nameof(Fault.Refused))]
    [InlineData(8152, nameof(Fault.Refused))]
    [InlineData(2628, nameof(Fault.Refused))]
    [InlineData(13609, nameof(Fault.Refused))]
    [InlineData(-2, nameof(Fault.Unavailable))]
    [InlineData(9002, nameof(Fault.Unavailable))]
    [InlineData(3908, nameof(Fault.Unavailable))]
    [InlineData(10054, nameof(Fault.Unavailable))]
    [InlineData(4060, nameof(Fault.Unavailable))]
    [InlineData(18456, nameof(Fault.Unavailable))]
    [InlineData(229, nameof(Fault.Unavailable))]
    [InlineData(424242, nameof(Fault.Unavailable))]
    public void An_error_means_that_the_outcome_is_unknown_unless_it_is_known(int number, string fault) => SqlServerFaults.OfNumber(number).ToString().ShouldBe(fault);

    [Theory]
    [InlineData(10054, 11, true)]
    [InlineData(424242, 20, true)]
    [InlineData(-2, 20, false)]
    [InlineData(1205, 13, false)]
    public void A_lost_connection_is_told_from_a_slow_one(int number, byte severity, bool lost) => SqlServerFaults.IsConnectionLost(number, severity).ShouldBe(lost);

    [Theory]
    [InlineData(4060, "has no database \"registry\" for user \"rn\". Create it")]
    [InlineData(18456, "refused user \"rn\". Correct User ID and Password")]
    [InlineData(262, "does not let user \"rn\" create the ledger's tables in \"registry\"")]
    [InlineData(-2146893019, "TrustServerCertificate=true")]
    [InlineData(-2, "did not answer in time")]
    [InlineData(53, "can't be reached (error 53). Start it, or correct Server")]
    [InlineData(8134, "refused the migration of \"registry\" with error 8134")]
    public void A_start_that_fails_says_what_to_do(int number, string line) =>
        SqlServerStartFaults.Of(new SqlConnectionStringBuilder("Server=db.example,1433;Database=registry;User ID=rn;Password=sesame"), number, 11)
            .ShouldSatisfyAllConditions(l => l.ShouldStartWith("SQL Server at db.example,1433 "), l => l.ShouldContain(line), l => l.ShouldNotContain("sesame"));

    [Fact]
    public async Task A_server_that_is_not_there_is_named() =>
        await Fails("Server=127.0.0.1,1;Database=x;User ID=u;Password=sesame;Connect Timeout=2;ConnectRetryCount=0", "SQL Server at 127.0.0.1,1 can't be reached (error ");

    [Fact]
    public async Task An_unknown_keyword_is_named() =>
        await Fails("Sevrer=x;Password=sesame", "Ledger:ConnectionString is not a connection string for SqlServer (unknown or wrong: sevrer). Write it like \"Server=localhost;Database=");

    [Fact]
    public void Time_limits_are_set_where_the_operator_has_not()
    {
        var set = new SqlConnectionStringBuilder(SqlServerSession.ConnectionString(Of("Server=a;Database=b")));
        var given = new SqlConnectionStringBuilder(SqlServerSession.ConnectionString(Of("Server=a;Database=b;Connect Timeout=9;Application Name=mine")));

        (set.CommandTimeout, set.ConnectTimeout, set.ApplicationName).ShouldBe((3, 3, "recycled-numbers"));
        (given.CommandTimeout, given.ConnectTimeout, given.ApplicationName).ShouldBe((3, 9, "mine"));
    }

    [Fact]
    public void A_key_that_would_be_cut_is_refused_and_nothing_is_sent()
    {
        Should.Throw<ArgumentException>(() => SqlServerCommit.Compose([Commit(new string('9', 33))]));
        Should.Throw<ArgumentException>(() => SqlServerCommit.Compose([Commit() with { Command = Command(new string('k', 201)) }]));
        Should.Throw<ArgumentException>(() => SqlServerCommit.Compose([Commit().Sending(Delivery(new string('d', 201)))]));
        Should.Throw<ArgumentException>(() => SqlServerCommit.Compose([Commit().Sending(Delivery("d", lane: new string('l', 201)))]));
        Should.Throw<ArgumentException>(() => SqlServerCommit.Compose([Commit() with { Unbindings = [Unbinding("")] }]));
    }

    [Fact]
    public void A_question_about_what_is_longer_than_a_key_is_not_cut_to_one()
    {
        SqlServerText.Load([Number, Number + new string('0', 32)]).Parameters.ShouldHaveSingleItem().Value.ShouldBe($$"""[{"number":"{{Number}}"}]""");
        SqlServerText.Reading(new("select 1", ("ids", new[] { "a", new string('a', 201) }))).Parameters.ShouldHaveSingleItem().Value.ShouldBe("""[{"id":"a"}]""");
    }

    [Fact]
    public void Instants_are_cut_to_the_microsecond_and_said_in_universal_time()
    {
        SqlServerText.Instant(new DateTimeOffset(2026, 3, 4, 20, 0, 0, TimeSpan.FromHours(8)).AddTicks(1_234_569)).ShouldBe("2026-03-04T12:00:00.123456+00:00");
        SqlServerText.Reading(new("select 1", ("now", Noon.AddTicks(19)))).Parameters.ShouldHaveSingleItem().Value.ShouldBe(Noon.AddTicks(10));
    }

    [Fact]
    public void A_feed_is_read_below_what_had_been_counted_before_the_reading_began()
    {
        SqlServerText.Reading(new("select 1 where xid <= @settled")).Text.ShouldStartWith("declare @settled bigint = (select t.last from transactions t where t.id = 1);\nselect 1");
        SqlServerText.Reading(new("select 1")).Text.ShouldBe("select 1;");
    }

    [Fact]
    public void A_turn_is_taken_by_what_writes_to_a_feed_and_by_nothing_else()
    {
        SqlServerText.Counting(new("update deliveries set xid = @xid")).Text.ShouldContain(SqlServerText.TakeTurn);
        SqlServerText.Counting(new("update deliveries set state = 0")).Text.ShouldNotContain(SqlServerText.TakeTurn);
        SqlServerCommit.Compose([Commit().Telling(Event(1))]).Text.ShouldContain(SqlServerText.TakeTurn);
        SqlServerCommit.Compose([Commit()]).Text.ShouldNotContain(SqlServerText.TakeTurn);
    }

    private static async Task Fails(string connectionString, string line)
    {
        var migrator = new LedgerMigrator(Options.Create(Of(connectionString)), TimeProvider.System, NullLogger<LedgerMigrator>.Instance);

        var fault = await Should.ThrowAsync<LedgerStartException>(() => migrator.Migrate());

        fault.Message.ShouldSatisfyAllConditions(l => l.ShouldContain(line), l => l.ShouldNotContain("sesame"), l => l.ShouldNotContain("\n"));
    }

    private static LedgerOptions Of(string connectionString) => new() { Provider = LedgerProvider.SqlServer, ConnectionString = connectionString };
}
