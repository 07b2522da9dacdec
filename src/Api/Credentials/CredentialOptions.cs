using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Api.Credentials;

/// <summary>Section <c>Credentials</c>: tenure credentials and their status lists.</summary>
public sealed class CredentialOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Credentials";

    /// <summary>Life of a credential. Default one day; five minutes to seven days.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Credentials of one number that have not expired. Default 50; 1 to 1000.</summary>
    [Range(1, 1000)]
    public int MostPerNumber { get; init; } = 50;

    /// <summary>How long a process gives out a list that it made. Default five seconds; zero to a minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ListAge { get; init; } = TimeSpan.FromSeconds(5);
}
