using RecycledNumbers.Ledger.Grouping;

namespace RecycledNumbers.Ledger.Tests.Grouping;

public sealed class GroupQueueTests
{
    private static readonly GroupLimits _limits = new(Loops: 1, MaxBatch: 10, QueueLimit: 4, Patience: TimeSpan.FromHours(1));

    private readonly List<string[]> _batches = [];
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_waits_while_a_batch_is_served_goes_together_in_the_next()
    {
        await using var queue = Queue(_limits);
        var asks = await FirstHeld(queue, "b", "c", "d");

        _gate.SetResult();
        (await Task.WhenAll(asks)).ShouldBe(["a!", "b!", "c!", "d!"]);

        _batches.Select(static b => string.Concat(b)).ShouldBe(["a", "bcd"]);
    }

    [Fact]
    public async Task No_batch_is_larger_than_its_limit()
    {
        await using var queue = Queue(_limits with { MaxBatch = 2 });
        var asks = await FirstHeld(queue, "b", "c", "d");

        _gate.SetResult();
        await Task.WhenAll(asks);

        _batches.Select(static b => string.Concat(b)).ShouldBe(["a", "bc", "d"]);
    }

    [Fact]
    public async Task The_same_key_twice_waits_for_the_next_batch()
    {
        await using var queue = Queue(_limits, static ask => ask[..1]);
        var asks = await FirstHeld(queue, "b1", "b2", "c", "b3");

        _gate.SetResult();
        await Task.WhenAll(asks);

        _batches.Select(static b => string.Join(' ', b)).ShouldBe(["a", "b1 c", "b2", "b3"]);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        await using var queue = Queue(_limits);
        var asks = await FirstHeld(queue, "b", "c", "d", "e");

        var fault = await Should.ThrowAsync<LedgerUnavailableException>(() => queue.Ask("f", CancellationToken.None));

        fault.Message.ShouldContain("4 asks wait already");
        _gate.SetResult();
        await Task.WhenAll(asks);
    }

    [Fact]
    public async Task Who_has_waited_too_long_is_refused_and_not_served()
    {
        await using var queue = Queue(_limits with { Patience = TimeSpan.Zero }, hold: false);

        await Should.ThrowAsync<LedgerUnavailableException>(() => queue.Ask("a", CancellationToken.None));

        _batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_gone_is_not_served()
    {
        await using var queue = Queue(_limits);
        using var leaving = new CancellationTokenSource();
        var asks = await FirstHeld(queue, "b");
        var gone = queue.Ask("c", leaving.Token);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone);
        _gate.SetResult();
        await Task.WhenAll(asks);

        _batches.SelectMany(static b => b).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_fault_while_serving_reaches_everyone_in_the_batch_and_nobody_after()
    {
        await using var queue = Queue(_limits, fault: static batch => batch.Contains("poison"));
        var asks = await FirstHeld(queue, "poison", "b");
        _gate.SetResult();

        await Should.ThrowAsync<LedgerUnavailableException>(() => asks[1]);
        await Should.ThrowAsync<LedgerUnavailableException>(() => asks[2]);
        (await queue.Ask("c", CancellationToken.None)).ShouldBe("c!");
    }

    [Fact]
    public async Task Closing_serves_what_waits()
    {
        var queue = Queue(_limits);
        var asks = await FirstHeld(queue, "b", "c");

        var closing = queue.DisposeAsync();
        await Should.ThrowAsync<LedgerUnavailableException>(() => queue.Ask("late", CancellationToken.None));
        _gate.SetResult();
        await closing;

        (await Task.WhenAll(asks)).ShouldBe(["a!", "b!", "c!"]);
    }

    private GroupQueue<string, string> Queue(GroupLimits limits, Func<string, string>? key = null, bool hold = true, Func<string[], bool>? fault = null) => new("ask", limits, async batch =>
    {
        string[] asks = [.. batch.Select(static w => w.Ask)];
        _batches.Add(asks);
        _entered.TrySetResult();
        if (hold)
        {
            await _gate.Task;
        }

        if (fault?.Invoke(asks) == true)
        {
            throw new InvalidOperationException("broken");
        }

        foreach (var waiting in batch)
        {
            waiting.Give(waiting.Ask + "!");
        }
    }, key);

    /// <summary>Asks "a", which is held while it is served, then the others, which wait.</summary>
    private async Task<Task<string>[]> FirstHeld(GroupQueue<string, string> queue, params string[] others)
    {
        var first = queue.Ask("a", CancellationToken.None);
        await _entered.Task;
        return [first, .. others.Select(o => queue.Ask(o, CancellationToken.None))];
    }
}
