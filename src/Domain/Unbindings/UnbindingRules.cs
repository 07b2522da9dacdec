using RecycledNumbers.Domain.Disputes;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Unbindings;

/// <summary>One unbinding: its receipt and its outcome.</summary>
internal static class UnbindingRules
{
    /// <summary>Longest deferral, counted from the first request.</summary>
    public static readonly TimeSpan LongestDeferral = TimeSpan.FromDays(60);

    public static Decision NoteReceipt(NumberState state, NoteReceipt command, DateTimeOffset now)
    {
        var course = Course.From(state).ThenEach(
            state.Unbindings.Where(u => u.Id == command.UnbindingId && u.State == UnbindingState.Requested),
            u => new UnbindingReceipted(now, u.Id));
        return Decision.Accept(course, CommandAnswer.Empty);
    }

    public static Decision ReportOutcome(NumberState state, ReportOutcome command, DateTimeOffset now)
    {
        if (state.Unbindings.FirstOrDefault(u => u.Id == command.UnbindingId) is not { } unbinding || unbinding.Party != command.Actor)
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (command.Outcome == UnbindingOutcome.Refused && string.IsNullOrWhiteSpace(command.Reason))
        {
            return Decision.Refuse(state, Refusal.ReasonRequired);
        }

        if (!unbinding.Open)
        {
            return Answer(Course.From(state).Then(new LateOutcomeNoted(now, unbinding.Id, command.Outcome, command.Reason)), unbinding.Id);
        }

        if (command.Outcome == UnbindingOutcome.Deferred)
        {
            return command.Until is { } until && until > now && until <= unbinding.RequestedAt + LongestDeferral
                ? Answer(Course.From(state).Then(new UnbindingDeferred(now, unbinding.Id, until, command.Reason)), unbinding.Id)
                : Decision.Refuse(state, Refusal.UntilOutOfRange);
        }

        var settled = Course.From(state).Then(new UnbindingSettled(now, unbinding.Id, StateOf(command.Outcome), command.Reason)).ThenIf(
            command.Outcome == UnbindingOutcome.Refused && unbinding.Dispute is { State: not DisputeState.Decided },
            c => c.Then(new DisputeEscalated(now, unbinding.Id, Dispute.Upheld, command.Reason)));
        return Answer(ClearanceRules.Settle(settled, now), unbinding.Id);
    }

    private static UnbindingState StateOf(UnbindingOutcome outcome) => outcome switch
    {
        UnbindingOutcome.Unbound => UnbindingState.Unbound,
        UnbindingOutcome.Sealed => UnbindingState.Sealed,
        UnbindingOutcome.NotFound => UnbindingState.NotFound,
        UnbindingOutcome.Refused => UnbindingState.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not a settling outcome."),
    };

    private static Decision Answer(Course course, string id) => Decision.Accept(course, new CommandAnswer
    {
        Unbinding = UnbindingView.Of(course.State.Number, course.State.Unbindings.First(u => u.Id == id)),
    });
}
