using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Interceptions;

/// <summary>What the present holder has intercepted, by the carrier that has the number.</summary>
internal static class InterceptionRules
{
    /// <summary>The holder wants it no more.</summary>
    public const string ByHolder = "holder";

    /// <summary>The tenure is over.</summary>
    public const string WithTenure = "tenureOver";

    /// <summary>Another carrier has the number now.</summary>
    public const string WithPort = "ported";

    /// <summary>Interceptions of one number, asked or active; and as many may be asked within a day.</summary>
    public const int Most = 20;

    public static Decision Ask(NumberState state, AskInterception command, NumberPolicies policies, DateTimeOffset now)
    {
        if (HolderRules.Refuses(state, command.Generation) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        if (command.Senders.AreTooMany(state.Number))
        {
            return Decision.Refuse(state, Refusal.TooWide);
        }

        var mine = state.Interceptions.Where(i => i.Generation == state.Generation).ToArray();
        if (mine.FirstOrDefault(i => i.IsLive && i.By == command.Senders.By && i.Value == command.Senders.Value) is { } same)
        {
            return Answer(Course.From(state), same.Id);
        }

        if (mine.Count(i => i.IsLive) >= Most || mine.Count(i => i.AskedAt > now.AddDays(-1)) >= Most)
        {
            return Decision.Refuse(state, Refusal.TooManyInterceptions);
        }

        var asked = New(state, command.Senders.By, command.Senders.Value, policies, now);
        return Answer(Course.From(state).Then(new InterceptionAsked(now, asked)), asked.Id);
    }

    /// <summary>Ended again, it changes nothing more.</summary>
    public static Decision End(NumberState state, EndInterception command, DateTimeOffset now) =>
        HolderRules.Refuses(state, command.Generation) is { } refusal ? Decision.Refuse(state, refusal)
        : state.Interceptions.FirstOrDefault(i => i.Id == command.InterceptionId && i.Generation == state.Generation) is not { } known ? Decision.Refuse(state, Refusal.NotFound)
        : Answer(Course.From(state).ThenIf(known.State != InterceptionState.Ended, c => c.Then(new InterceptionEnded(now, known.Id, ByHolder))), known.Id);

    public static Decision Answer(NumberState state, AnswerInterception command, DateTimeOffset now) =>
        state.Interceptions.FirstOrDefault(i => i.Id == command.InterceptionId) is not { } asked || command.Actor != Party.Carrier(asked.Carrier) ? Decision.Refuse(state, Refusal.NotFound)
        : !command.Accepted && string.IsNullOrWhiteSpace(command.Reason) ? Decision.Refuse(state, Refusal.ReasonRequired)
        : asked.State == InterceptionState.Ended || state.IsOver(asked.Generation) || asked.Carrier != state.Carrier ? Decision.Refuse(state, Refusal.CaseClosed)
        : Answer(
            Course.From(state).ThenIf(
                asked.State != (command.Accepted ? InterceptionState.Active : InterceptionState.Refused),
                c => c.Then(new InterceptionAnswered(now, asked.Id, command.Accepted, command.Reason))),
            asked.Id);

    /// <summary>Ends all that goes on.</summary>
    public static Course EndAll(Course course, string reason, DateTimeOffset now) =>
        course.ThenEach(course.State.Interceptions.Where(i => i.IsLive), i => new InterceptionEnded(now, i.Id, reason));

    /// <summary>The holder stays, the carrier does not: the former one is told to stop and the new one is asked.</summary>
    public static Course Move(Course course, NumberPolicies policies, DateTimeOffset now)
    {
        var live = course.State.Interceptions.Where(i => i.IsLive).ToArray();
        return live.Aggregate(EndAll(course, WithPort, now), (c, i) => c.Then(new InterceptionAsked(now, New(c.State, i.By, i.Value, policies, now))));
    }

    private static Interception New(NumberState state, SendersBy by, string value, NumberPolicies policies, DateTimeOffset now) => new()
    {
        Id = OpaqueId.Of("ic", state.Number, state.Sequence, by, value),
        Generation = state.Generation,
        By = by,
        Value = value,
        Carrier = state.Carrier!,
        State = InterceptionState.Asked,
        AskedAt = now,
        Deadline = Deadlines.Of(Party.Carrier(state.Carrier!), policies, now),
    };

    private static Decision Answer(Course course, string id) => Decision.Accept(course, new CommandAnswer { Cases = HolderCases.Of(course.State).OnlyInterception(id) });
}
