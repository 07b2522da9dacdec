using System.ComponentModel.DataAnnotations;

namespace RecycledNumbers.Api.Console;

/// <summary>Section <c>Console</c>: the operators' pages.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Console";

    /// <summary>A session ends when nothing was done for so long, 1 min–8 h. Default 30 min. What a page asks for by itself does not count.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "08:00:00")]
    public TimeSpan IdleEnd { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends so long after it began, whatever was done, 1 min–1 day. Default 8 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan AbsoluteEnd { get; init; } = TimeSpan.FromHours(8);

    /// <summary>IANA time zone in which the pages write instants. Default <c>Asia/Shanghai</c>.</summary>
    [Required]
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>In Development, whether whoever comes from this very machine is an operator without a login. Default true; nothing outside Development.</summary>
    public bool OpenInDevelopment { get; init; } = true;

    /// <summary>Pages that may wait for news at once on this process, 0–10,000. Default 200; the rest are brought up to date by hand.</summary>
    [Range(0, 10_000)]
    public int LivePages { get; init; } = 200;
}
