using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Owners;

/// <summary>How long a contact is kept: until the last reminder, and the retention time after it.</summary>
internal static class ContactRules
{
    /// <summary>How long a number may wait for its next owner, and the former one for the last reminder.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(400);

    /// <summary>Sets when each contact of a tenure that is over is erased. The date only ever moves closer, so that the same rule may look again after every command.</summary>
    public static Course Plan(Course course, NumberPolicies policies, DateTimeOffset now) => course.ThenEach(
        course.State.Contacts.Select(c => (Contact: c, At: EraseAt(course.State, c, policies, now))).Where(c => c.At is { } at && (c.Contact.EraseAt is not { } set || at < set)),
        c => new ContactErasureSet(now, c.Contact.Generation, c.At!.Value));

    /// <summary>Erases what is due.</summary>
    public static Course Erase(Course course, DateTimeOffset now) =>
        course.ThenEach(course.State.Contacts.Where(c => c.EraseAt <= now), c => new ContactErased(now, c.Generation, "retention"));

    private static DateTimeOffset? EraseAt(NumberState state, OwnerContact contact, NumberPolicies policies, DateTimeOffset now)
    {
        if (!state.IsOver(contact.Generation))
        {
            return null;
        }

        var retention = TimeSpan.FromDays(policies.Carrier.ContactRetentionDays);
        var last = contact.Generation < state.Generation || state.Bindings.All(b => b.Generation != contact.Generation || b.MovedAt is not null)
            ? now
            : state.Reminders.Append(state.Tenure!.Ended!.Value + LongestWait).Max();
        return last + retention;
    }
}
