using RecycledNumbers.Domain.Complaints;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Interceptions;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>How a tenure begins, goes on and passes: assign, reinstate, transfer, port.</summary>
internal static class TenureRules
{
    public static Decision Assign(NumberState state, Assign command, NumberPolicies policies, DateTimeOffset now)
    {
        var sameSubscriber = state.Tenure?.Subscriber == command.Subscriber;
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotInYourBlocks);
        }

        if (state.Owned)
        {
            return Decision.Refuse(state, Refusal.AlreadyAssigned);
        }

        if (sameSubscriber)
        {
            return Answer(GiveBack(state, command.Actor.Id, now), policies);
        }

        if (state.Phase == Phase.Frozen)
        {
            return Decision.Refuse(state, state.Held ? Refusal.Held : Refusal.Frozen);
        }

        if (Start(state, command, policies.Freeze, now) is not { } since)
        {
            return Decision.Refuse(state, Refusal.DateOutOfRange);
        }

        var course = Course.From(state)
            .Then(new TenureStarted(now, state.Generation + 1, command.Actor.Id, command.Subscriber, since, command.Usage));
        course = course with { State = Leave(course.State, command.Contact, now) };
        course = course.ThenIf(policies.Carrier.RemindAtReassignment, c => ReminderRules.Remind(c, "reassigned", now));
        return Answer(ForwardingRules.CancelInbound(course, now, before: since), policies);
    }

    public static Decision Reinstate(NumberState state, Reinstate command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (state.Phase != Phase.Frozen)
        {
            return Decision.Refuse(state, Refusal.NotFrozen);
        }

        if (state.Tenure!.Subscriber != command.Subscriber)
        {
            return Decision.Refuse(state, Refusal.NotTheSubscriber);
        }

        return Answer(GiveBack(state, command.Actor.Id, now), policies);
    }

    public static Decision Transfer(NumberState state, Transfer command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (ServiceRules.NeedsService(state) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        if (state.Tenure!.Subscriber == command.Subscriber)
        {
            return Decision.Refuse(state, Refusal.SameSubscriber);
        }

        var course = ForwardingRules.ClearOwn(Course.From(state), ForwardingReasons.Transferred, now)
            .Then(new Transferred(Latest(now, state.Tenure.Since), state.Generation + 1, command.Subscriber));
        course = ComplaintRules.End(InterceptionRules.EndAll(course, InterceptionRules.WithTenure, now), now);
        course = course.ThenIf(policies.Carrier.RemindAtReassignment, c => ReminderRules.Remind(c, "transferred", now));
        course = ForwardingRules.CancelInbound(course, now, before: now);
        return Answer(ClearanceRules.Settle(ClearanceRules.Request(course, "transferred", policies, now), now), policies);
    }

    public static Decision Port(NumberState state, Port command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (ServiceRules.NeedsOwner(state) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        return command.ToCarrier == state.Carrier
            ? Decision.Refuse(state, Refusal.UnknownCarrier)
            : Answer(InterceptionRules.Move(Course.From(state).Then(new Ported(now, state.Carrier!, command.ToCarrier, command.Subscriber)), policies, now), policies);
    }

    private static Course GiveBack(NumberState state, string carrier, DateTimeOffset now)
    {
        var course = Course.From(state)
            .Then(new Reinstated(now, carrier))
            .ThenEach(
                state.Unbindings.Where(u => u.Open && u.Generation == state.Generation),
                u => new UnbindingCancelled(now, u.Id, "reinstated"));
        return ClearanceRules.Settle(course, now);
    }

    private static NumberState Leave(NumberState state, string? contact, DateTimeOffset now) => contact is null ? state : state with
    {
        Contacts = state.Contacts.Add(new OwnerContact { Generation = state.Generation, Sealed = contact, LeftAt = now }),
    };

    /// <summary>A tenure never ends before it began: the clock may have been set back since, or be another silo's.</summary>
    private static DateTimeOffset Latest(DateTimeOffset now, DateTimeOffset since) => now < since ? since : now;

    /// <summary>When the new tenure began: the contract's day, unless the number still belonged to somebody else then.</summary>
    private static DateTimeOffset? Start(NumberState state, Assign command, FreezeProfile country, DateTimeOffset now)
    {
        if (command.ContractDate is not { } day || day == country.DayOf(now))
        {
            return now;
        }

        var start = country.StartOf(day);
        return start > now || (state.Tenure?.Ended is { } ended && day < country.DayOf(ended)) || day.Year < 1980 ? null
            : state.Tenure?.Ended > start ? state.Tenure.Ended
            : start;
    }

    private static Decision Answer(Course course, NumberPolicies policies) => Decision.Accept(course, new CommandAnswer
    {
        Number = NumberView.Of(course.State, policies),
        Disclosure = Disclosure.Of(course.State, policies.Freeze),
    });
}
