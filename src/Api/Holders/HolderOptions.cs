using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Api.Holders;

/// <summary>Section <c>Holders</c>: what one address may ask for. How often a number may be asked for, and a code be tried, is fixed.</summary>
public sealed class HolderOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Holders";

    /// <summary>Codes that one client address (IPv6: a /64) may ask for in ten minutes, on each gateway. Default 10; 0 switches it off.</summary>
    [Range(0, 100_000)]
    public int CodesPerAddress { get; init; } = 10;

    /// <summary>Codes that one client address may try in ten minutes, on each gateway. Default 30; 0 switches it off.</summary>
    [Range(0, 100_000)]
    public int TriesPerAddress { get; init; } = 30;
}
