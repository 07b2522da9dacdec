using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Time;

namespace RecycledNumbers.Grains.Subscriptions;

/// <summary>What the list stores.</summary>
internal sealed record SubscriptionListRecord
{
    public ImmutableArray<ListedSubscription> Items { get; init; } = [];
}

/// <summary>A place is written before its subscription and goes after it, so that a crash in between leaves one too many and never one too few.</summary>
internal sealed class SubscriptionListGrain(
    [PersistentState("subscriptions", DirectoryStorage.Name)] IPersistentState<SubscriptionListRecord> record,
    WebhookOptions options,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock) : Grain, ISubscriptionListGrain
{
    /// <summary>Most of one platform.</summary>
    public const int Most = 1_000;

    private Dictionary<string, string> numbers = [];

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Index();
        return Task.CompletedTask;
    }

    public async Task<bool> Reserve(string id, string number)
    {
        if (numbers.ContainsKey(id))
        {
            return true;
        }

        if (numbers.Count >= Most)
        {
            return false;
        }

        await Write(record.State.Items.Add(new ListedSubscription(id, number, clock.Now())));
        return true;
    }

    public Task<bool> MaySend(string sink) => Task.FromResult(WebhookTargets.Allows(sink, options.AllowLoopback));

    public Task<string?> Find(string id) => Task.FromResult(numbers.GetValueOrDefault(id));

    public Task<ImmutableArray<ListedSubscription>> List() => Task.FromResult(record.State.Items);

    public Task Forget(ImmutableArray<string> ids) => ids.Any(numbers.ContainsKey) ? Write(record.State.Items.RemoveAll(item => ids.Contains(item.Id))) : Task.CompletedTask;

    // Reads come in between: they see what is written, or what is about to be.
    private async Task Write(ImmutableArray<ListedSubscription> items)
    {
        await this.WriteOrStepDown(record, record.State with { Items = items });
        Index();
    }

    private void Index() => numbers = record.State.Items.ToDictionary(item => item.Id, item => item.Number, StringComparer.Ordinal);
}
