using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Owners;

/// <summary>What is told to owners, and what comes back of it.</summary>
internal static class OwnerRules
{
    /// <summary>How far ahead a deactivation may be announced.</summary>
    public const int LongestNoticeDays = 366;

    public static Decision Announce(NumberState state, AnnounceDeactivation command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (ServiceRules.NeedsOwner(state) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        var today = policies.Freeze.DayOf(now);
        return command.Date < today || command.Date > today.AddDays(LongestNoticeDays)
            ? Decision.Refuse(state, Refusal.NoticeDateOutOfRange)
            : Decision.Accept(Course.From(state).Then(new DeactivationAnnounced(now, command.Date)), CommandAnswer.Empty);
    }

    /// <summary>The message may be about any tenure that there was; a report on one that is long over is history like the rest.</summary>
    public static Decision Note(NumberState state, NoteOwnerMessage command, DateTimeOffset now) =>
        command.Generation < 1 || command.Generation > state.Generation
            ? Decision.Refuse(state, Refusal.AnotherTenure)
            : Decision.Accept(
                Course.From(state).Then(new OwnerMessageNoted(now, command.Generation, command.MessageId, command.Channel, command.Outcome, command.Occasion, command.Late)),
                CommandAnswer.Empty);

    /// <summary>
    /// Only accounts of that very tenure, and only once it is over. It is a mark and no unbinding: the number stays on the account until its platform says otherwise, who is told. Said again, it changes nothing.
    /// </summary>
    public static Decision Moved(NumberState state, ConfirmMoved command, DateTimeOffset now) =>
        command.Generation < 1 || command.Generation > state.Generation || !state.IsOver(command.Generation)
            ? Decision.Refuse(state, Refusal.AnotherTenure)
            : Decision.Accept(
                Course.From(state).ThenEach(state.Unmoved.Where(b => b.Generation == command.Generation && command.Platforms.Contains(b.Platform)), b => new OwnerMoved(now, b.Id)),
                CommandAnswer.Empty);

    /// <summary>Asked again, it changes nothing more.</summary>
    public static Decision Unsubscribe(NumberState state, UnsubscribeOwner command, DateTimeOffset now) =>
        Decision.Accept(
            Course.From(state).ThenIf(state.ContactOf(command.Generation) is not null, c => c.Then(new ContactErased(now, command.Generation, "unsubscribed"))),
            CommandAnswer.Empty);
}
