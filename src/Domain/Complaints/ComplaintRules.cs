using RecycledNumbers.Domain.Bindings;
using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Holders;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Complaints;

/// <summary>Complaints of the present holder: to whom they go, and what becomes of them.</summary>
internal static class ComplaintRules
{
    /// <summary>Complaints of one number within a day.</summary>
    public const int MostADay = 5;

    /// <summary>Open complaints of one number.</summary>
    public const int MostOpen = 10;

    /// <summary>Closed complaints that a number remembers.</summary>
    public const int MostClosed = 10;

    public static Decision Complain(NumberState state, Complain command, NumberPolicies policies, DateTimeOffset now)
    {
        if (HolderRules.Refuses(state, command.Generation) is { } refusal)
        {
            return Decision.Refuse(state, refusal);
        }

        var mine = state.Complaints.Where(c => c.Generation == state.Generation).ToArray();
        if (mine.Count(c => c.OpenedAt > now.AddDays(-1)) >= MostADay || mine.Count(c => c.IsOpen) >= MostOpen)
        {
            return Decision.Refuse(state, Refusal.TooManyComplaints);
        }

        var known = Known(state, command.Category);
        var to = known is null ? Party.Carrier(state.Carrier!) : Party.Platform(known.Platform);
        var complaint = new Complaint
        {
            Id = OpaqueId.Of("cp", state.Number, state.Sequence, command.Kind),
            Generation = state.Generation,
            Kind = command.Kind,
            Category = command.Category,
            Sender = command.Sender,
            To = to,
            Account = known?.Account,
            OpenedAt = now,
            Deadline = Deadlines.Of(to, policies, now),
        };
        var course = Course.From(state).Then(new ComplaintMade(now, complaint));
        course = course with { State = WithWords(course.State, complaint.Id, command.Words) };
        return Answer(course, complaint.Id);
    }

    public static Decision Close(NumberState state, CloseComplaint command, DateTimeOffset now) =>
        state.Complaints.FirstOrDefault(c => c.Id == command.ComplaintId) is not { } complaint || complaint.To != command.Actor ? Decision.Refuse(state, Refusal.NotFound)
        : string.IsNullOrWhiteSpace(command.Reason) ? Decision.Refuse(state, Refusal.ReasonRequired)
        : !complaint.IsOpen ? Decision.Refuse(state, Refusal.CaseClosed)
        : Answer(Course.From(state).Then(new ComplaintClosed(now, complaint.Id, command.Outcome, command.Reason)), complaint.Id);

    /// <summary>What a platform has not answered in time goes to the carrier.</summary>
    public static Course PassOn(Course course, NumberPolicies policies, DateTimeOffset now) => course.ThenEach(
        course.State.Complaints.Where(c => c.IsOpen && c.To.Kind == PartyKind.Platform && c.Deadline <= now),
        c => new ComplaintPassedOn(now, c.Id, Party.Carrier(course.State.Carrier!), Deadlines.Of(Party.Carrier(course.State.Carrier!), policies, now)));

    /// <summary>Nobody goes on waiting for an answer to who had the number before.</summary>
    public static Course End(Course course, DateTimeOffset now) => course.ThenEach(course.State.Complaints.Where(c => c.IsOpen), c => new ComplaintClosed(now, c.Id));

    /// <summary>The one platform of a category that still has an account of an earlier tenure, and so was told that the holder changed; where there are several, nobody knows which it is.</summary>
    private static Binding? Known(NumberState state, string? category)
    {
        var standing = state.Standing.Where(b => b.Category == category).ToArray();
        return standing.Select(b => b.Platform).Distinct(StringComparer.Ordinal).Count() == 1 ? standing.MaxBy(b => b.BoundAt) : null;
    }

    private static NumberState WithWords(NumberState state, string id, string? words) =>
        words is null ? state : state with { Complaints = [.. state.Complaints.Select(c => c.Id == id ? c with { Words = words } : c)] };

    private static Decision Answer(Course course, string id) => Decision.Accept(course, new CommandAnswer { Cases = HolderCases.Of(course.State).OnlyComplaint(id) });
}
