using System.Runtime.InteropServices;
using RecycledNumbers.Domain.Checks;

namespace RecycledNumbers.Grains.Checks;

/// <summary>What a block holds of one number: 12 bytes. Days are counted from 1980, the earliest that a tenure may begin; 0 is none.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct NumberEntry
{
    private static readonly int Epoch = new DateOnly(1979, 12, 31).DayNumber;

    private readonly uint sequence;
    private readonly uint tenure;
    private readonly ushort covered;
    private readonly ushort since;

    public NumberEntry(OwnerFacts facts, long sequence)
    {
        this.sequence = (uint)sequence;
        tenure = ((uint)facts.Generation << 1) | (facts.Owned ? 1u : 0u);
        covered = facts.Covered is { } day ? Stored(day) : (ushort)0;
        since = facts.Generation == 0 ? (ushort)0 : Stored(facts.Since);
    }

    /// <summary>The newest event that is in it.</summary>
    public long Sequence => sequence;

    public OwnerFacts Facts => new((tenure & 1) != 0, (int)(tenure >> 1), covered == 0 ? null : Day(covered), since == 0 ? default : Day(since));

    private static ushort Stored(DateOnly day) => (ushort)Math.Clamp(day.DayNumber - Epoch, 1, ushort.MaxValue);

    private static DateOnly Day(ushort stored) => DateOnly.FromDayNumber(Epoch + stored);
}
