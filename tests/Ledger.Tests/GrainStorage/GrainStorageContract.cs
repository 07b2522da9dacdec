using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;
using RecycledNumbers.Postgres;

namespace RecycledNumbers.Ledger.Tests.GrainStorage;

/// <summary>The stock ADO.NET grain storage over our scripts, in a real silo.</summary>
public abstract class GrainStorageContract : IAsyncLifetime
{
    private const string Keep = "keeps-rows";
    private const string Delete = "deletes-rows";
    private const string Type = "platform";
    private IHost _silo = null!;

    private static GrainId Id(string key) => GrainId.Create("platform", key);

    public async ValueTask InitializeAsync()
    {
        var options = await EmptyDatabase();
        await new LedgerMigrator(Options.Create(options), TimeProvider.System, NullLogger<LedgerMigrator>.Instance).Migrate();
        void Configure(AdoNetGrainStorageOptions o, bool delete) => (o.Invariant, o.ConnectionString, o.DeleteStateOnClear, o.GrainStorageSerializer) = (options.OrleansInvariant, options.EffectiveConnectionString, delete, new PlainJson());
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort.Take(), FreePort.Take())
            .AddAdoNetGrainStorage(Keep, o => Configure(o, delete: false))
            .AddAdoNetGrainStorage(Delete, o => Configure(o, delete: true)));
        _silo = builder.Build();
        await _silo.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _silo.StopAsync();
        _silo.Dispose();
        await Release();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_state_never_written_does_not_exist()
    {
        var state = await Read(Keep, "none");

        (state.RecordExists, state.ETag, state.State!.Name).ShouldBe((false, null, ""));
    }

    [Fact]
    public async Task A_written_state_reads_back_and_each_write_raises_its_version()
    {
        var state = await Written(Keep, "a", "first");
        state.State = new() { Name = "second 微信 😀" };
        await Storage(Keep).WriteStateAsync(Type, Id("a"), state);

        var read = await Read(Keep, "a");

        (read.RecordExists, read.ETag, read.State!.Name).ShouldBe((true, "2", "second 微信 😀"));
        state.ETag.ShouldBe("2");
    }

    [Fact]
    public async Task Integer_and_guid_keys_and_other_grain_types_are_told_apart()
    {
        var guid = Guid.NewGuid();
        GrainId[] ids =
        [
            GrainId.Create(GrainType.Create("t"), GrainIdKeyExtensions.CreateIntegerKey(7)), GrainId.Create(GrainType.Create("t"), GrainIdKeyExtensions.CreateIntegerKey(7, "x")),
            GrainId.Create(GrainType.Create("t"), GrainIdKeyExtensions.CreateGuidKey(guid)), GrainId.Create(GrainType.Create("t"), GrainIdKeyExtensions.CreateGuidKey(guid, "x")), GrainId.Create("t", "seven"),
        ];
        foreach (var (i, id) in ids.Index())
        {
            await Storage(Keep).WriteStateAsync("one", id, Of($"one {i}"));
            await Storage(Keep).WriteStateAsync("two", id, Of($"two {i}"));
        }

        foreach (var (i, id) in ids.Index())
        {
            var state = Of("");
            await Storage(Keep).ReadStateAsync("one", id, state);
            state.State!.Name.ShouldBe($"one {i}");
        }
    }

    [Fact]
    public async Task A_stale_version_is_an_inconsistent_state_and_writes_nothing()
    {
        await Written(Keep, "a", "first");
        var (mine, stale) = (await Read(Keep, "a"), await Read(Keep, "a"));
        mine.State = new() { Name = "mine" };
        await Storage(Keep).WriteStateAsync(Type, Id("a"), mine);

        stale.State = new() { Name = "stale" };
        await Should.ThrowAsync<InconsistentStateException>(() => Storage(Keep).WriteStateAsync(Type, Id("a"), stale));
        await Should.ThrowAsync<InconsistentStateException>(() => Storage(Keep).ClearStateAsync(Type, Id("a"), stale));
        await Should.ThrowAsync<InconsistentStateException>(() => Storage(Delete).ClearStateAsync(Type, Id("a"), stale));

        (await Read(Keep, "a")).State!.Name.ShouldBe("mine");
    }

    [Theory]
    [InlineData(Keep)]
    [InlineData(Delete)]
    public async Task A_cleared_state_does_not_exist_and_can_be_written_again(string storage)
    {
        var state = await Written(storage, "a", "first");
        await Storage(storage).ClearStateAsync(Type, Id("a"), state);
        state.RecordExists.ShouldBeFalse();

        var read = await Read(storage, "a");
        (read.RecordExists, read.State!.Name).ShouldBe((false, ""));
        read.State = new() { Name = "again" };
        await Storage(storage).WriteStateAsync(Type, Id("a"), read);

        (await Read(storage, "a")).State!.Name.ShouldBe("again");
    }

    [Theory]
    [InlineData(Keep)]
    [InlineData(Delete)]
    public async Task The_activation_that_cleared_its_state_can_write_on(string storage)
    {
        var state = await Written(storage, "a", "first");
        await Storage(storage).ClearStateAsync(Type, Id("a"), state);

        state.State = new() { Name = "again" };
        await Storage(storage).WriteStateAsync(Type, Id("a"), state);

        (await Read(storage, "a")).State!.Name.ShouldBe("again");
    }

    [Theory]
    [InlineData(Keep)]
    [InlineData(Delete)]
    public async Task A_write_on_its_way_does_not_bring_a_cleared_state_back(string storage)
    {
        await Written(storage, "a", "first");
        var (clearing, late) = (await Read(storage, "a"), await Read(storage, "a"));
        await Storage(storage).ClearStateAsync(Type, Id("a"), clearing);

        await Should.ThrowAsync<InconsistentStateException>(() => Storage(storage).WriteStateAsync(Type, Id("a"), late));

        (await Read(storage, "a")).RecordExists.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_first_writes_of_one_grain_exactly_one_wins()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = Id($"race {round}");
            var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            {
                try
                {
                    await Storage(Keep).WriteStateAsync(Type, id, Of($"{i}"));
                    return i;
                }
                catch (InconsistentStateException)
                {
                    return -1;
                }
            })));

            var winner = won.Where(static w => w >= 0).ShouldHaveSingleItem();
            (await Read(Keep, $"race {round}")).State!.Name.ShouldBe($"{winner}");
        }
    }

    /// <summary>Options of an empty database.</summary>
    protected abstract Task<LedgerOptions> EmptyDatabase();

    protected virtual Task Release() => Task.CompletedTask;

    private static GrainState<Named> Of(string name) => new(new Named { Name = name });

    private IGrainStorage Storage(string name) => _silo.Services.GetRequiredKeyedService<IGrainStorage>(name);

    private async Task<GrainState<Named>> Read(string storage, string key)
    {
        var state = Of("unread");
        await Storage(storage).ReadStateAsync(Type, Id(key), state);
        return state;
    }

    private async Task<GrainState<Named>> Written(string storage, string key, string name)
    {
        var state = Of(name);
        await Storage(storage).WriteStateAsync(Type, Id(key), state);
        return state;
    }
}

/// <summary>As the product does it: no CLR type names in the database (trap 8).</summary>
internal sealed class PlainJson : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => BinaryData.FromObjectAsJson(input);

    public T Deserialize<T>(BinaryData input) => input.ToObjectFromJson<T>()!;
}

/// <summary>A small state.</summary>
public sealed class Named
{
    public string Name { get; set; } = "";
}
