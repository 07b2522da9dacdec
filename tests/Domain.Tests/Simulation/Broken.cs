using System.Diagnostics.CodeAnalysis;

namespace RecycledNumbers.Domain.Tests.Simulation;

/// <summary>An invariant does not hold; the name says which.</summary>
internal sealed class Broken(string invariant, string detail) : Exception($"BROKEN: {invariant}. {detail}")
{
    public static void Unless([DoesNotReturnIf(false)] bool holds, string invariant, object? detail = null)
    {
        if (!holds)
        {
            throw new Broken(invariant, detail?.ToString() ?? "");
        }
    }
}
