using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Hosting;
using RecycledNumbers.Contracts.Subscriptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Subscriptions;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Api.Camara.NumberRecyclingSubscriptions;

/// <summary>What a caller sees of its platform's subscriptions: all of them, or, with a token that is bound to a number, those that were made with such a token in the same tenure. The numbers hold them; the platform's list only says which numbers.</summary>
internal sealed class SubscriptionDesk
{
    private const int AtOnce = 50;

    /// <summary>How long a place waits for its subscription: far longer than a request is tried.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ISubscriptionListGrain list;
    private readonly ILedger ledger;
    private readonly TimeProvider clock;

    private SubscriptionDesk(HttpContext context, Caller caller)
    {
        Platform = caller.Name;
        Bound = BoundNumber.Of(context.User);
        list = context.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<ISubscriptionListGrain>(Platform);
        ledger = context.RequestServices.GetRequiredService<ILedger>();
        clock = context.RequestServices.GetRequiredKeyedService<TimeProvider>(RegistryTime.Key);
    }

    internal string Platform { get; }

    internal BoundNumber? Bound { get; }

    internal DateTimeOffset Now => clock.GetUtcNow();

    public static async ValueTask<SubscriptionDesk> BindAsync(HttpContext context) => new(context, await Caller.BindAsync(context));

    internal Task<bool> MaySend(string sink) => list.MaySend(sink);

    /// <summary>A place for a subscription that is about to be made; where there is none, what is over is looked for first.</summary>
    internal async Task<bool> Reserve(string id, string number, CancellationToken cancellation)
    {
        if (await list.Reserve(id, number)) return true;
        await List(cancellation);
        return await list.Reserve(id, number);
    }

    internal Task Forget(string id) => list.Forget([id]);

    internal async Task<(string Number, SubscriptionView View)?> Find(string id, CancellationToken cancellation) =>
        await list.Find(id) is { } number && Own(await Read(number, cancellation) ?? throw new ApiException(ApiErrors.NumberStuck)).FirstOrDefault(s => s.Id == id) is { } found
            ? (number, SubscriptionView.Of(number, found))
            : null;

    internal async Task<IReadOnlyList<SubscriptionView>> List(CancellationToken cancellation)
    {
        var found = new List<SubscriptionView>();
        var over = new List<string>();
        foreach (var some in (await list.List()).Chunk(AtOnce))
        {
            var states = await Task.WhenAll(some.Select(item => Read(item.Number, cancellation)));
            foreach (var (item, state) in some.Zip(states))
            {
                // A number that can't be read hides its own subscriptions and no other's.
                if (state is null) continue;
                if (state.Subscriptions.All(s => s.Id != item.Id)) over.AddRange(item.At + Longest < Now ? [item.Id] : []);
                else if (Own(state).FirstOrDefault(s => s.Id == item.Id) is { } known) found.Add(SubscriptionView.Of(item.Number, known));
            }
        }

        if (over.Count > 0) await list.Forget([.. over]);
        return found;
    }

    private IEnumerable<Subscription> Own(NumberState state) =>
        state.Subscriptions.Where(s => s.Platform == Platform && (Bound is null || (Bound.Number.Value == state.Number && Bound.Generation == s.Consented)));

    // Null: its record can't be read.
    private async Task<NumberState?> Read(string number, CancellationToken cancellation)
    {
        var state = NumberState.New(number);
        return await ledger.Load(number, cancellation) is { } row && NumberFormat.Flaw(row.State, number, out state) is not null ? null : state;
    }
}
