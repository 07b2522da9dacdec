using Npgsql;

namespace RecycledNumbers.Ledger.Tests;

public sealed class ConnectionStringTests
{
    [Fact]
    public void Timeouts_and_prepared_statements_are_set_where_the_operator_has_not()
    {
        var set = new NpgsqlConnectionStringBuilder(Dialects.PostgreSql.ConnectionString(Options("Host=a;Database=b;Username=c")));

        (set.CommandTimeout, set.Timeout, set.CancellationTimeout, set.MaxAutoPrepare, set.MaxPoolSize).ShouldBe((3, 3, 500, 64, 30));
    }

    [Fact]
    public void What_the_operator_has_set_stands()
    {
        var set = new NpgsqlConnectionStringBuilder(Dialects.PostgreSql.ConnectionString(
            Options("Host=a;Database=b;Username=c;Timeout=9;Cancellation Timeout=700;Max Auto Prepare=0;Maximum Pool Size=7;Application Name=mine")));

        (set.Timeout, set.CancellationTimeout, set.MaxAutoPrepare, set.MaxPoolSize, set.ApplicationName).ShouldBe((9, 700, 0, 7, "mine"));
    }

    private static LedgerOptions Options(string connectionString) => new() { Provider = LedgerProvider.PostgreSql, ConnectionString = connectionString };
}
