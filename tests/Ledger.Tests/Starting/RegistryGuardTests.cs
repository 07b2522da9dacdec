using Microsoft.Extensions.Options;
using RecycledNumbers.Ledger.Starting;
using RecycledNumbers.Ledger.Tests.Databases;

namespace RecycledNumbers.Ledger.Tests.Starting;

[Collection(PostgresFixture.OneAtATime)]
public sealed class RegistryGuardTests(PostgresFixture postgres)
{
    private static readonly RegistryIdentity _first = new("service", "main", "0011223344556677");

    [Fact]
    public async Task Of_many_that_come_first_at_once_all_enter_and_one_is_written()
    {
        var options = Options.Create(await postgres.Migrated());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new RegistryGuard(options).Enter(_first)));
    }

    [Theory]
    [InlineData("other", "main", "0011223344556677", "Correct Cluster:ServiceId")]
    [InlineData("service", "other", "0011223344556677", "Correct Cluster:ClusterId")]
    [InlineData("service", "main", "8899aabbccddeeff", "another master.key")]
    public async Task A_process_of_another_registry_or_cluster_is_refused(string service, string cluster, string keys, string line)
    {
        var guard = new RegistryGuard(Options.Create(await postgres.Migrated()));
        await guard.Enter(_first);

        var refused = await Should.ThrowAsync<LedgerStartException>(() => guard.Enter(new RegistryIdentity(service, cluster, keys)));

        refused.Message.ShouldContain(line);
        refused.Message.ShouldNotContain("\n");
        refused.Message.ShouldNotContain(keys);
        await guard.Enter(_first);
    }
}
