using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Deliveries;

/// <summary>Which lane sends a delivery.</summary>
public static class Lanes
{
    /// <summary>Lane of a destination and number.</summary>
    public static string Of(string destination, string number) => destination.StartsWith("number:", StringComparison.Ordinal)
        ? $"numbers/{WakeShard.Of(destination[7..]) % 64}"
        : $"{destination}/{WakeShard.Of(number) % 8}";
}
