using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Domain.Unbindings;

namespace RecycledNumbers.Api.Admin;

/// <param name="Id">Id of the carrier; never changes.</param>
/// <param name="Name">Display name.</param>
/// <param name="Policy">Its policy; the defaults unless said.</param>
internal sealed record CarrierRequest(
    [property: Word(Words.Id, Words.IdSaying, 40)] string Id,
    [property: Text(1, 80)] string Name,
    PolicyRequest? Policy = null) : IRequestBody;

/// <summary>A carrier's policy, whole: what is left out has its default.</summary>
/// <param name="FreezeDays">Days that its numbers rest; the country's minimum holds where it is longer.</param>
/// <param name="GraceDays">Days between deactivation and the first unbinding request.</param>
/// <param name="HoldLimitDays">Days that a number is held beyond its freeze.</param>
/// <param name="AtHoldLimit">What happens then.</param>
/// <param name="ReminderDays">Days after deactivation on which the previous owner is reminded again.</param>
/// <param name="Systems">Its own systems that must be cleared and acknowledged.</param>
/// <param name="TimeZone">IANA time zone in which the deadlines of its own systems are counted.</param>
/// <param name="RemindAtDeactivation">The previous owner is reminded at deactivation.</param>
/// <param name="RemindAtReassignment">The previous owner is reminded when the number goes to its next owner.</param>
/// <param name="ContactRetentionDays">Days that a contact is kept after the last reminder.</param>
internal sealed record PolicyRequest(
    [property: Range(0, 730, ErrorMessage = "give 0 to 730")] int FreezeDays = 0,
    [property: Range(0, 30, ErrorMessage = "give 0 to 30")] int GraceDays = 3,
    [property: Range(1, 365, ErrorMessage = "give 1 to 365")] int HoldLimitDays = 30,
    HoldPolicy AtHoldLimit = HoldPolicy.Release,
    [property: Length(0, 10, ErrorMessage = "give at most 10 days")] int[]? ReminderDays = null,
    [property: Length(0, 10, ErrorMessage = "give at most 10 systems"), Word("^[a-z][a-z0-9-]{0,39}$", "names such as voicemail", 40)] string[]? Systems = null,
    [property: Word(Words.TimeZone, Words.TimeZoneSaying, 64)] string TimeZone = "Asia/Shanghai",
    bool RemindAtDeactivation = true,
    bool RemindAtReassignment = true,
    [property: Range(1, 365, ErrorMessage = "give 1 to 365")] int ContactRetentionDays = 30) : IRequestBody
{
    internal CarrierPolicy ToPolicy() => new()
    {
        FreezeDays = FreezeDays,
        GraceDays = GraceDays,
        HoldLimitDays = HoldLimitDays,
        AtHoldLimit = AtHoldLimit,
        ReminderDays = ReminderDays is null ? CarrierPolicy.Default.ReminderDays : [.. ReminderDays.Distinct().Order()],
        Systems = Systems is null ? [] : [.. Systems.Distinct(StringComparer.Ordinal)],
        TimeZone = TimeZone,
        RemindAtDeactivation = RemindAtDeactivation,
        RemindAtReassignment = RemindAtReassignment,
        ContactRetentionDays = ContactRetentionDays,
    };

    string? IRequestBody.Flaw() =>
        ReminderDays?.Any(day => day is < 1 or > 730) == true ? "reminderDays: give days from 1 to 730."
        : TimeZones.IsKnown(TimeZone) ? null
        : $"timeZone: give {Words.TimeZoneSaying}.";
}

/// <param name="Id">Id of the platform; never changes.</param>
/// <param name="Name">Display name: what a previous owner reads in a reminder.</param>
/// <param name="Category">Category of its accounts where a binding names none.</param>
/// <param name="DeadlineWorkingDays">Working days that it has for an outcome.</param>
/// <param name="TimeZone">IANA time zone in which they are counted.</param>
/// <param name="SilentPeriodDays">Days after which an account that was not confirmed must be verified again.</param>
/// <param name="Scopes">Scopes that its client may ask for beside bindings and checks: deactivations for an accredited sender, and those of CAMARA; none unless said.</param>
internal sealed record PlatformRequest(
    [property: Word(Words.Id, Words.IdSaying, 40)] string Id,
    [property: Text(1, 80)] string Name,
    [property: Word(Words.Category, Words.CategorySaying, 40)] string Category,
    [property: Range(1, 30, ErrorMessage = "give 1 to 30")] int DeadlineWorkingDays = 5,
    [property: Word(Words.TimeZone, Words.TimeZoneSaying, 64)] string TimeZone = "Asia/Shanghai",
    [property: Range(30, 730, ErrorMessage = "give 30 to 730")] int SilentPeriodDays = 90,
    [property: Length(0, 20, ErrorMessage = "give at most 20 scopes"), Word(Access.Scopes.Granted, "deactivations or published CAMARA scopes such as number-recycling:check", 120)] string[]? Scopes = null) : IRequestBody
{
    internal ImmutableArray<string> ToScopes() => [.. (Scopes ?? []).Distinct(StringComparer.Ordinal)];

    internal PlatformPolicy ToPolicy() => new() { Category = Category, DeadlineWorkingDays = DeadlineWorkingDays, TimeZone = TimeZone, SilentPeriodDays = SilentPeriodDays };

    string? IRequestBody.Flaw() =>
        Category == Unbinding.CarrierSystem ? $"category: {Unbinding.CarrierSystem} is the registry's own; give another."
        : TimeZones.IsKnown(TimeZone) ? null
        : $"timeZone: give {Words.TimeZoneSaying}.";
}

/// <param name="Carrier">Carrier that the block is given to.</param>
/// <param name="First">First number.</param>
/// <param name="Last">Last number, included; of the same length, at most 10,000,000 numbers in all.</param>
internal sealed record BlockRequest([property: Word(Words.Id, Words.IdSaying, 40)] string Carrier, PhoneNumber First, PhoneNumber Last) : IRequestBody
{
    private const long MostNumbers = 10_000_000;

    string? IRequestBody.Flaw() =>
        First.Value.Length != Last.Value.Length ? "last: give a number as long as first."
        : string.CompareOrdinal(First.Value, Last.Value) > 0 ? "last: give a number that is not below first."
        : Digits(Last) - Digits(First) >= MostNumbers ? "last: give a block of at most 10,000,000 numbers."
        : null;

    private static long Digits(PhoneNumber number) => long.Parse(number.Value.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A party that was registered, and its API client. The secret is told here and to a repeat of the same command, and never else.</summary>
internal sealed record CredentialsAnswer(string Id, string ClientId, string ClientSecret)
{
    internal static CredentialsAnswer Of(NewClientAnswer made) => new(made.Id, made.ClientId, made.ClientSecret);
}

/// <summary>A carrier's settings.</summary>
internal sealed record CarrierAnswer(string Id, string Name, PolicyAnswer Policy);

/// <summary>A carrier's policy.</summary>
internal sealed record PolicyAnswer(
    int FreezeDays, int GraceDays, int HoldLimitDays, HoldPolicy AtHoldLimit, ImmutableArray<int> ReminderDays, ImmutableArray<string> Systems, string TimeZone,
    bool RemindAtDeactivation, bool RemindAtReassignment, int ContactRetentionDays)
{
    internal static PolicyAnswer Of(CarrierPolicy policy) =>
        new(policy.FreezeDays, policy.GraceDays, policy.HoldLimitDays, policy.AtHoldLimit, policy.ReminderDays, policy.Systems, policy.TimeZone,
            policy.RemindAtDeactivation, policy.RemindAtReassignment, policy.ContactRetentionDays);
}

/// <summary>A block that was given to a carrier.</summary>
internal sealed record GivenBlockAnswer(string Carrier, string First, string Last);

/// <summary>Time zones by their IANA names.</summary>
internal static class TimeZones
{
    /// <summary>Whether this machine's data knows it; the pattern has been checked before, so that nothing but a name gets here.</summary>
    internal static bool IsKnown(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;
}
