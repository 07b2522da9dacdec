using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>Reminders to the previous owner, through the platforms that know them. Never through the number.</summary>
internal static class ReminderRules
{
    /// <summary>One reminder about every binding that still stands; none where nothing does.</summary>
    public static Course Remind(Course course, string occasion, DateTimeOffset now) =>
        course.ThenIf(course.State.Standing.Any(), c => c.Then(new OwnerReminded(now, occasion, [.. c.State.Standing.Select(b => b.Id)])));
}
