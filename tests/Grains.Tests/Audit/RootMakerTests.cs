using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RecycledNumbers.Domain.Audit;
using RecycledNumbers.Grains.Audit;
using RecycledNumbers.Ledger.Audit;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Tests.Audit;

/// <summary>When a root is made. What is in it is tested with the ledger.</summary>
public sealed class RootMakerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60)]
    [InlineData(3600)]
    [InlineData(-5)]
    public async Task A_root_is_made_as_soon_as_the_newest_is_old_enough_and_one_of_the_future_holds_nothing_up(int seconds)
    {
        var ledger = new Roots(Now.AddSeconds(-seconds));
        using var maker = Maker(ledger, new FakeTimeProvider(Now));
        await maker.StartAsync(CancellationToken.None);

        (await ledger.Made.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        await maker.StopAsync(CancellationToken.None);
        ledger.Newest.Index.ShouldBe(1);
    }

    [Fact]
    public async Task While_the_newest_is_young_whoever_looks_makes_none()
    {
        var (ledger, time) = (new Roots(Now.AddSeconds(-30)), new FakeTimeProvider(Now));
        using var maker = Maker(ledger, time);
        await maker.StartAsync(CancellationToken.None);
        for (var look = 0; look < 3; look++)
        {
            // One look is over when the next one begins.
            (await ledger.Looked.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
            if (look < 2) time.Advance(TimeSpan.FromSeconds(10));
        }

        await maker.StopAsync(CancellationToken.None);
        ledger.Newest.Index.ShouldBe(0);
    }

    private static RootMaker Maker(Roots ledger, TimeProvider time) => new(
        ledger, new EventSalts(new byte[32]), new ServiceCollection().AddSingleton<IRootSigner>(new Unsigned()).BuildServiceProvider(), Options.Create(new AuditOptions()), time, NullLogger<RootMaker>.Instance);

    private sealed class Unsigned : IRootSigner
    {
        public string Sign(TreeHead head) => SignedRoot.Sign(head, "ES256", "none", static hash => hash);
    }

    /// <summary>A root, and one event behind it.</summary>
    private sealed class Roots(DateTimeOffset newest) : IAuditLedger
    {
        public SemaphoreSlim Looked { get; } = new(0);

        public SemaphoreSlim Made { get; } = new(0);

        public AuditRoot Newest { get; private set; } = new(0, "1.1", 1, newest, "root");

        public Task<AuditRoot?> FindLastRoot(CancellationToken cancellation = default)
        {
            Looked.Release();
            return Task.FromResult<AuditRoot?>(Newest);
        }

        public Task<bool> AddRoot(AuditRoot root, IReadOnlyList<AuditHash> leaves, CancellationToken cancellation = default)
        {
            Newest = root;
            Made.Release();
            return Task.FromResult(true);
        }

        public Task<IReadOnlyList<AuditEvent>> ReadStretch(string? afterCursor, string? upToCursor, int limit, CancellationToken cancellation = default) =>
            Task.FromResult<IReadOnlyList<AuditEvent>>(afterCursor == "1.1" ? [new AuditEvent("+8613800138000", new EventRow(1, Now, 1, "suspended", "carrier:cmcc", "K", "{}"), AuditHash.Of("event"u8), "2.2")] : []);

        public Task<IReadOnlyList<AuditEvent>> ReadHistories(IReadOnlyList<string> numbers, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<AuditRoot?> FindRoot(long index, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<AuditRoot?> FindRootOf(string cursor, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<AuditRoot>> ReadRoots(long fromIndex, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<AuditHash[]?> ReadLeaves(long index, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<HistoryEnd>> ReadEnds(string? afterNumber, int limit, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
