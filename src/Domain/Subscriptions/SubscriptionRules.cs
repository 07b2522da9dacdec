using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Subscriptions;

/// <summary>How a subscription begins and ends.</summary>
internal static class SubscriptionRules
{
    /// <summary>How long before its sink's token expires a subscription ends; at most half of what is left.</summary>
    public static readonly TimeSpan TokenLead = TimeSpan.FromMinutes(2);

    public static Decision Begin(NumberState state, Subscribe command, DateTimeOffset now)
    {
        if (state.Tenure is null || (command.Consented is { } agreed && agreed != state.Generation))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (command.Consented is not null && ServiceRules.NeedsOwner(state) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        if (command.ExpireTime <= now || command.CredentialExpires <= now)
        {
            return Decision.Refuse(state, Refusal.SubscriptionTimeOutOfRange);
        }

        var own = state.Subscriptions.Where(s => s.Platform == command.Actor.Id).ToArray();
        if (Array.Find(own, s => s.Type == command.Type && s.Sink == command.Sink && s.Consented == command.Consented) is { } same)
        {
            return command.Request is not null && same.Request == command.Request ? Answer(Course.From(state), same) : Decision.Refuse(state, Refusal.AlreadySubscribed);
        }

        if (own.Length >= NumberLifecycle.MostSubscriptionsOfPlatform || state.Subscriptions.Length >= NumberLifecycle.MostSubscriptions)
        {
            return Decision.Refuse(state, Refusal.TooManySubscriptions);
        }

        var begun = Of(command, now);
        var course = Course.From(state).Then(new SubscriptionStarted(now, begun.Id, begun.Platform, begun.Type));
        course = course with { State = course.State with { Subscriptions = course.State.Subscriptions.Add(begun) } };
        return Answer(course.ThenIf(command.InitialEvent == true, c => c.ThenEach(Situation(c.State, begun, now), told => told)), begun);
    }

    public static Decision Delete(NumberState state, Unsubscribe command, DateTimeOffset now) =>
        state.Subscriptions.FirstOrDefault(s => s.Id == command.SubscriptionId && s.Platform == command.Actor.Id) is { } known && (command.Consented is null || command.Consented == known.Consented)
            ? Decision.Accept(Course.From(state).Then(new SubscriptionEnded(now, known.Id, SubscriptionEnd.Deleted)), CommandAnswer.Empty)
            : Decision.Refuse(state, Refusal.NotFound);

    /// <summary>Asked again, it changes nothing more.</summary>
    public static Decision Abandon(NumberState state, NoteSinkGone command, DateTimeOffset now) => Decision.Accept(
        Course.From(state).ThenEach(state.Subscriptions.Where(s => s.Id == command.SubscriptionId), s => new SubscriptionEnded(now, s.Id, SubscriptionEnd.SinkGone)),
        CommandAnswer.Empty);

    /// <summary>Ends what is over. The same rule looks after every command and whenever something is due.</summary>
    public static Course End(Course course, DateTimeOffset now) => course.ThenEach(
        course.State.Subscriptions.Select(s => (s.Id, Why: WhyOver(course.State, s, now))).Where(s => s.Why is not null),
        s => new SubscriptionEnded(now, s.Id, s.Why!.Value));

    private static SubscriptionEnd? WhyOver(NumberState state, Subscription s, DateTimeOffset now) =>
        s.Told >= s.MaxEvents ? SubscriptionEnd.MaxEvents
        : s.EndsAt <= now ? (s.EndsAt == s.ExpireTime ? SubscriptionEnd.Expired : SubscriptionEnd.TokenExpired)
        : s.Consented is { } agreed && IsDone(state, s.Type, agreed) ? SubscriptionEnd.TenureOver
        : null;

    /// <summary>Nothing more is to come of the tenure: it is over, and for what follows an end (a next owner, unbindings) so is the time in which nobody had the number.</summary>
    private static bool IsDone(NumberState state, SubscribedEvent type, int agreed) =>
        state.Generation > agreed || (type is SubscribedEvent.Deactivated or SubscribedEvent.FrozenUntil && state.IsOver(agreed));

    /// <summary>What would have been told, had the subscription been there before. That a number was reassigned is a change and no situation; that it is held past its freeze tells of other platforms.</summary>
    private static IEnumerable<SubscriptionTold> Situation(NumberState state, Subscription s, DateTimeOffset now) => (s.Type switch
    {
        SubscribedEvent.Deactivated when !state.Owned => [new SubscriptionTold(now, s.Id)],
        SubscribedEvent.FrozenUntil when state is { Phase: Phase.Frozen, Held: false } => [new SubscriptionTold(now, s.Id)],
        SubscribedEvent.UnbindingRequested => state.Unbindings.Where(u => u.Open && SubscriptionTelling.IsOf(s, u)).Select(u => new SubscriptionTold(now, s.Id, u.Id)),
        _ => Enumerable.Empty<SubscriptionTold>(),
    }).Take(s.MaxEvents ?? int.MaxValue);

    private static Subscription Of(Subscribe command, DateTimeOffset now) => new()
    {
        Id = command.SubscriptionId,
        Platform = command.Actor.Id,
        Type = command.Type,
        Sink = command.Sink,
        Credential = command.Credential,
        Consented = command.Consented,
        Request = command.Request,
        StartsAt = now,
        ExpireTime = command.ExpireTime,
        TokenEndsAt = command.CredentialExpires is { } expires ? expires - TimeSpan.FromTicks(Math.Min(TokenLead.Ticks, (expires - now).Ticks / 2)) : null,
        MaxEvents = command.MaxEvents,
        InitialEvent = command.InitialEvent,
    };

    private static Decision Answer(Course course, Subscription s) =>
        Decision.Accept(course, new CommandAnswer { Subscription = SubscriptionView.Of(course.State.Number, s) });
}
