using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Bindings;

/// <summary>Accounts that hang on a number: registered, removed, confirmed by their platform.</summary>
internal static class BindingRules
{
    public static Decision Bind(NumberState state, Bind command, NumberPolicies policies, DateTimeOffset now)
    {
        var platform = command.Actor.Id;
        var boundAt = command.BoundAt ?? now;
        if (boundAt > now)
        {
            return Decision.Refuse(state, Refusal.DateOutOfRange);
        }

        if (!state.Owned && (command.BoundAt is null || state.Tenure is null || boundAt >= state.Tenure.Ended))
        {
            return Decision.Refuse(state, state.Phase == Phase.Frozen ? Refusal.Frozen : Refusal.NotAssigned);
        }

        var generation = command.BoundAt is null ? state.Generation : GenerationAt(state, boundAt);
        var existing = state.Bindings.FirstOrDefault(b => b.Platform == platform && b.Account == command.Account);
        if (existing is not null && existing.Generation >= generation)
        {
            return Answer(Course.From(state), existing);
        }

        if (existing is null && state.Bindings.Length >= NumberLifecycle.MostBindings)
        {
            return Decision.Refuse(state, Refusal.TooManyBindings);
        }

        var category = command.Category ?? policies.Platform(platform).Category;
        var binding = new Binding
        {
            Id = OpaqueId.Of("bd", state.Number, state.Sequence, platform, command.Account),
            Platform = platform,
            Account = command.Account,
            Category = category,
            Generation = generation,
            BoundAt = boundAt,
            ReverifyAt = now.AddDays(policies.Platform(platform).SilentDays(category)),
        };
        var course = Course.From(state)
            .ThenEach(state.Unbindings.Where(u => u.Open && u.BindingId == existing?.Id && existing is not null), u => new UnbindingCancelled(now, u.Id, "boundAnew"))
            .Then(new BindingRegistered(now, binding));
        course = course.State.IsStanding(binding) ? AskLate(course, binding, policies, now) : AskToSeal(course, platform, policies, now);
        return Answer(ClearanceRules.Settle(course, now), binding);
    }

    public static Decision Unbind(NumberState state, Unbind command, DateTimeOffset now)
    {
        if (state.Bindings.FirstOrDefault(b => b.Platform == command.Actor.Id && b.Account == command.Account) is not { } binding)
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        var asked = state.Unbindings.FirstOrDefault(u => u.Open && u.BindingId == binding.Id);
        var course = Course.From(state).Then(asked is null
            ? new BindingRemoved(now, binding.Id)
            : new UnbindingSettled(now, asked.Id, UnbindingState.Unbound, "removed by its platform"));
        return Decision.Accept(ClearanceRules.Settle(course, now), CommandAnswer.Empty);
    }

    public static Decision Confirm(NumberState state, Confirm command, NumberPolicies policies, DateTimeOffset now)
    {
        if (state.Bindings.FirstOrDefault(b => b.Platform == command.Actor.Id && b.Account == command.Account) is not { } binding)
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        return state.IsStanding(binding)
            ? Decision.Refuse(state, Refusal.EarlierTenure)
            : Answer(Course.From(state).Then(new BindingConfirmed(now, binding.Id, now.AddDays(policies.Platform(binding.Platform).SilentDays(binding.Category)))), binding);
    }

    /// <summary>
    /// The tenure in which an account was bound: an earlier one only where that tenure had not ended yet. Before the first tenure nobody else is known, and
    /// between two tenures nobody had the number, so nothing proves that the owner changed.
    /// </summary>
    private static int GenerationAt(NumberState state, DateTimeOffset boundAt) =>
        state.Generation > 1 && boundAt < state.LastEnded ? state.Generation - 1 : state.Generation;

    /// <summary>An account of an earlier tenure that its platform tells of only now is asked for at once, unless it waits for the grace period of its own tenure.</summary>
    private static Course AskLate(Course course, Binding binding, NumberPolicies policies, DateTimeOffset now) =>
        course.ThenIf(course.State.ClearanceAt is null || binding.Generation < course.State.Generation, c => c.Then(ClearanceRules.Request(c.State, binding, "lateRegistration", policies, now)));

    /// <summary>When the present owner registers where an earlier owner's account of the same platform stands, that account is asked for again, to be sealed.</summary>
    private static Course AskToSeal(Course course, string platform, NumberPolicies policies, DateTimeOffset now)
    {
        var open = course.State.Unbindings.Where(u => u.Open).Select(u => u.BindingId).ToHashSet();
        return course.ThenEach(
            course.State.Standing.Where(b => b.Platform == platform && !open.Contains(b.Id)),
            b => ClearanceRules.Request(course.State, b, "newOwnerRegistered", policies, now));
    }

    private static Decision Answer(Course course, Binding binding) => Decision.Accept(course, new CommandAnswer
    {
        Binding = new BindingAnswer(binding.Id, binding.Generation, course.State.Standing.Any(b => b.Platform == binding.Platform)),
    });
}
