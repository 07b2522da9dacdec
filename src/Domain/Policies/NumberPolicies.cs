using System.Collections.Immutable;

namespace RecycledNumbers.Domain.Policies;

/// <summary>What a carrier does with a held number when the hold limit is reached.</summary>
[GenerateSerializer, Alias("rn.HoldPolicy")]
public enum HoldPolicy
{
    /// <summary>Release it, with what is residual flagged.</summary>
    Release,

    /// <summary>Keep holding until every unbinding is settled or an operator releases it.</summary>
    Hold,
}

/// <summary>A carrier's settings.</summary>
[GenerateSerializer, Immutable, Alias("rn.CarrierPolicy")]
public sealed record CarrierPolicy
{
    /// <summary>What holds until a carrier says otherwise.</summary>
    public static readonly CarrierPolicy Default = new();

    /// <summary>Days that its numbers rest, 0–730; the country's minimum holds where it is longer. Default 0: the minimum.</summary>
    [Id(0)] public int FreezeDays { get; init; }

    /// <summary>Days between deactivation and the first unbinding request, 0–30, so that a mistake can be undone. Default 3.</summary>
    [Id(1)] public int GraceDays { get; init; } = 3;

    /// <summary>Days that a number is held beyond its freeze, 1–365. Default 30.</summary>
    [Id(2)] public int HoldLimitDays { get; init; } = 30;

    /// <summary>What happens then.</summary>
    [Id(3)] public HoldPolicy AtHoldLimit { get; init; } = HoldPolicy.Release;

    /// <summary>Days after deactivation on which the previous owner is reminded again. Default 30 and 75.</summary>
    [Id(4)] public ImmutableArray<int> ReminderDays { get; init; } = [30, 75];

    /// <summary>Its own systems that must be cleared and acknowledged: forwarding, voicemail, billing, caller-name. Default none.</summary>
    [Id(5)] public ImmutableArray<string> Systems { get; init; } = [];

    /// <summary>IANA time zone in which the deadlines of its own systems are counted.</summary>
    [Id(6)] public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>The previous owner is reminded at deactivation. Default true.</summary>
    [Id(7)] public bool RemindAtDeactivation { get; init; } = true;

    /// <summary>The previous owner is reminded when the number goes to its next owner. Default true.</summary>
    [Id(8)] public bool RemindAtReassignment { get; init; } = true;

    /// <summary>Days that a contact is kept after the last reminder, 1–365. Default 30.</summary>
    [Id(9)] public int ContactRetentionDays { get; init; } = 30;
}

/// <summary>A platform's settings.</summary>
[GenerateSerializer, Immutable, Alias("rn.PlatformPolicy")]
public sealed record PlatformPolicy
{
    /// <summary>What holds for a platform that is not known.</summary>
    public static readonly PlatformPolicy Default = new();

    /// <summary>Working days it has for an outcome, 1–30. Default 5.</summary>
    [Id(0)] public int DeadlineWorkingDays { get; init; } = 5;

    /// <summary>IANA time zone in which they are counted.</summary>
    [Id(1)] public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Days after which an account that was not confirmed must be verified again, 30–730. Default 90.</summary>
    [Id(2)] public int SilentPeriodDays { get; init; } = 90;

    /// <summary>Category of its accounts where a binding names none.</summary>
    [Id(3)] public string Category { get; init; } = "other";

    /// <summary>Days for accounts of single categories, where they differ; null: none do.</summary>
    [Id(4)] public ImmutableSortedDictionary<string, int>? SilentPeriods { get; init; }

    /// <summary>Days after which an account of this category must be verified again.</summary>
    public int SilentDays(string category) => SilentPeriods is { } periods && periods.TryGetValue(category, out var days) ? days : SilentPeriodDays;
}

/// <summary>How long a platform's accounts may go unconfirmed, as the platform itself sets it.</summary>
/// <param name="Days">Days, 30–730, where <paramref name="Categories"/> says nothing else.</param>
/// <param name="Categories">Days for single categories, at most 50 of them.</param>
[GenerateSerializer, Immutable, Alias("rn.SilentPeriods")]
public sealed record SilentPeriods([property: Id(0)] int Days, [property: Id(1)] ImmutableSortedDictionary<string, int> Categories);

/// <summary>Everything outside the number that a decision depends on.</summary>
public sealed record NumberPolicies
{
    /// <summary>The country's rest.</summary>
    public required FreezeProfile Freeze { get; init; }

    /// <summary>The carrier in whose block the number lies, or null.</summary>
    public string? BlockHolder { get; init; }

    /// <summary>Settings of the carrier that holds the number.</summary>
    public CarrierPolicy Carrier { get; init; } = CarrierPolicy.Default;

    /// <summary>Settings of platforms; one that is missing has the default.</summary>
    public ImmutableDictionary<string, PlatformPolicy> Platforms { get; init; } = ImmutableDictionary<string, PlatformPolicy>.Empty;

    /// <summary>Settings of one platform.</summary>
    public PlatformPolicy Platform(string id) => Platforms.GetValueOrDefault(id, PlatformPolicy.Default);
}
