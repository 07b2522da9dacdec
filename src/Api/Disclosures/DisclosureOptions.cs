using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Api.Disclosures;

/// <summary>Section <c>Disclosures</c>: who guesses codes.</summary>
public sealed class DisclosureOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Disclosures";

    /// <summary>Codes that find nothing which one client address (IPv6: a /64) may try in ten minutes, on each gateway; those that find something cost nothing. Default 30; 0 switches it off.</summary>
    [Range(0, 100_000)]
    public int MissesPerAddress { get; init; } = 30;
}
