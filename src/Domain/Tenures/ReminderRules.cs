using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tenures;

/// <summary>Reminders to the previous owner, through the platforms that know them. Never through the number.</summary>
internal static class ReminderRules
{
    /// <summary>One reminder about every binding that still stands and whose owner has not said that they have moved; none where there is no such.</summary>
    public static Course Remind(Course course, string occasion, DateTimeOffset now) =>
        course.ThenIf(course.State.Unmoved.Any(), c => c.Then(new OwnerReminded(now, occasion, [.. c.State.Unmoved.Select(b => b.Id)])));
}
