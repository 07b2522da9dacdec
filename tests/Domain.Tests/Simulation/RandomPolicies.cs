using System.Collections.Immutable;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>Policies that random lives are lived under.</summary>
internal static class RandomPolicies
{
    private static readonly ImmutableDictionary<string, PlatformPolicy> Platforms = ImmutableDictionary<string, PlatformPolicy>.Empty
        .Add("wechat", new PlatformPolicy { Category = "messaging", DeadlineWorkingDays = 1, SilentPeriodDays = 30 })
        .Add("didi", new PlatformPolicy { Category = "ride-hailing", TimeZone = "America/New_York" });

    public static readonly ImmutableArray<NumberPolicies> All =
    [
        Of("CN", new CarrierPolicy()),
        Of("CN", new CarrierPolicy { GraceDays = 0, AtHoldLimit = HoldPolicy.Hold, Systems = ["voicemail", "billing"] }),
        Of("US", new CarrierPolicy { HoldLimitDays = 1, ReminderDays = [1, 30, 44] }),
        Of("AU", new CarrierPolicy { GraceDays = 30, Systems = ["forwarding"] }),
        Of("FR", new CarrierPolicy { FreezeDays = 120, AtHoldLimit = HoldPolicy.Hold }),
        Of("XX", new CarrierPolicy { FreezeDays = 30, GraceDays = 1, ReminderDays = [] }),
    ];

    /// <summary>The legal minimum, written down a second time from domain.md.</summary>
    public static int MinimumDays(string country, bool business, bool nuisance) => (country, business, nuisance) switch
    {
        ("US", true, _) => 365,
        ("US", _, _) => 45,
        ("FR", _, _) => 45,
        ("AU", _, true) => 365,
        ("AU", _, _) => 180,
        _ => 90,
    };

    private static NumberPolicies Of(string country, CarrierPolicy carrier) =>
        new() { Freeze = FreezeProfile.Of(country), BlockHolder = "cmcc", Carrier = carrier, Platforms = Platforms };
}
