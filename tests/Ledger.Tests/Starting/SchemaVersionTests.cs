using RecycledNumbers.Ledger.Starting;

namespace RecycledNumbers.Ledger.Tests.Starting;

public sealed class SchemaVersionTests
{
    private const string Known = "RecycledNumbers.Ledger.Migrations.PostgreSql.0006_guards_from_0003.sql";

    [Theory]
    [InlineData("RecycledNumbers.Ledger.Migrations.PostgreSql.0007_more_from_0006.sql", true)]
    [InlineData("RecycledNumbers.Ledger.Migrations.PostgreSql.0007_more_from_0003.sql", true)]
    [InlineData("RecycledNumbers.Ledger.Migrations.PostgreSql.0008_less_from_0007.sql", false)]
    [InlineData("RecycledNumbers.Ledger.Migrations.PostgreSql.0007_silent.sql", false)]
    [InlineData("something else", false)]
    public void A_program_starts_on_a_newer_schema_only_where_the_migration_says_that_it_may(string newer, bool starts)
    {
        var check = () => SchemaVersion.Check([Known, newer], [Known], "The database");

        if (starts)
        {
            check.ShouldNotThrow();
        }
        else
        {
            check.ShouldThrow<LedgerStartException>().Message.ShouldContain("Start the newer release, or restore the backup");
        }
    }

    [Fact]
    public void Every_migration_since_the_rule_says_from_which_schema_on_programs_can_live_with_it() =>
        typeof(LedgerMigrator).Assembly.GetManifestResourceNames()
            .Where(static name => name.EndsWith(".sql", StringComparison.Ordinal) && SchemaVersion.Of(name) > 3 && SchemaVersion.OldestProgram(name) == SchemaVersion.Of(name))
            .ShouldBeEmpty("Name it NNNN_title_from_MMMM.sql (docs/decisions/0009-rolling-upgrade.md).");
}
