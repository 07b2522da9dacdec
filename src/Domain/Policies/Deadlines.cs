using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Domain.Policies;

/// <summary>By when a party must answer: the end of a working day in its own time zone.</summary>
internal static class Deadlines
{
    /// <summary>Working days that a carrier has.</summary>
    public const int OfCarriers = 5;

    /// <summary>A platform's, by its own policy; a carrier's.</summary>
    public static DateTimeOffset Of(Party party, NumberPolicies policies, DateTimeOffset now) => party.Kind == PartyKind.Platform
        ? WorkingDays.EndOfNth(now, policies.Platform(party.Id).DeadlineWorkingDays, TimeZoneInfo.FindSystemTimeZoneById(policies.Platform(party.Id).TimeZone))
        : WorkingDays.EndOfNth(now, OfCarriers, TimeZoneInfo.FindSystemTimeZoneById(policies.Carrier.TimeZone));

    /// <summary>When a party that has not answered is asked again.</summary>
    public static DateTimeOffset Halfway(DateTimeOffset now, DateTimeOffset deadline) => now + ((deadline - now) / 2);
}
