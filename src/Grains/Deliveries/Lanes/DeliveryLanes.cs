using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Deliveries.Lanes;

/// <summary>Names of lanes. Stored with each delivery: a change of count applies to new ones, and old lanes are drained like any other.</summary>
internal static class DeliveryLanes
{
    /// <summary>Lanes of each platform and carrier, so that one which every number is bound to is not one hot grain.</summary>
    public const int PerParty = 8;

    /// <summary>Lanes between numbers.</summary>
    public const int BetweenNumbers = 64;

    private const string Numbers = "numbers";
    private static readonly string[] People = [Destination.Owner.Text, Destination.Holder.Text];
    private const string NumberPrefix = "number:";

    /// <summary>The lane of a delivery. A platform's subscriptions share its lanes to sinks. Always the same one for a destination and number, so that their order holds.</summary>
    public static string Of(string destination, string number) => IsNumber(destination)
        ? $"{Numbers}/{WakeShard.Of(number) % BetweenNumbers}"
        : $"{(IsToSinks(destination) ? BeforeSlash(destination) : destination)}/{WakeShard.Of(number) % PerParty}";

    /// <summary>Every lane of a platform or carrier.</summary>
    public static IEnumerable<string> AllOf(string destination) => Enumerable.Range(0, PerParty).Select(i => $"{destination}/{i}");

    /// <summary>Whether a lane sends to people.</summary>
    public static bool IsToPeople(string lane) => People.Contains(BeforeSlash(lane), StringComparer.Ordinal);

    /// <summary>Whether a lane, or a destination, is that of subscriptions: it sends to their sinks.</summary>
    public static bool IsToSinks(string lane) => lane.StartsWith(Destination.Subscriptions, StringComparison.Ordinal);

    /// <summary>The destination of a lane to people or to a party.</summary>
    public static string BeforeSlash(string lane) => lane[..lane.LastIndexOf('/')];

    /// <summary>The platform or carrier that a lane sends to; null for a lane between numbers.</summary>
    public static string? DestinationOf(string lane)
    {
        var destination = BeforeSlash(lane);
        return destination == Numbers ? null : destination;
    }

    /// <summary>The number that a destination between numbers means.</summary>
    public static string NumberOf(string destination) => IsNumber(destination) ? destination[NumberPrefix.Length..] : throw new FormatException("Not a number's destination.");

    private static bool IsNumber(string destination) => destination.StartsWith(NumberPrefix, StringComparison.Ordinal);
}
