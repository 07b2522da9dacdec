using System.Globalization;

namespace RecycledNumbers.Chaos.Load;

/// <summary>Numbers of the demo carrier's block.</summary>
internal static class Numbers
{
    /// <summary>The n-th, 0–99,999.</summary>
    public static string Of(int index) => "+86138001" + index.ToString("00000", CultureInfo.InvariantCulture);
}
