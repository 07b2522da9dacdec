using System.Globalization;
using System.Resources;
using RecycledNumbers.Api.My;

namespace RecycledNumbers.Api.Console;

/// <summary>The words of the operators' pages in one language, from <c>ConsoleWords.resx</c> (en) and <c>ConsoleWords.zh-Hans.resx</c>; and how they write figures and instants.</summary>
public sealed class ConsoleText
{
    private static readonly ResourceManager Words = new("RecycledNumbers.Api.Console.ConsoleWords", typeof(ConsoleText).Assembly);
    private readonly TimeZoneInfo zone;

    private ConsoleText(MyText chosen, TimeZoneInfo zone) => (Language, Culture, this.zone) = (chosen.Language, chosen.Culture, zone);

    /// <summary>zh-CN or en.</summary>
    internal string Language { get; }

    internal CultureInfo Culture { get; }

    /// <summary>A text.</summary>
    internal string this[string key] => Words.GetString(key, Culture) ?? throw new MissingManifestResourceException($"No text {key}.");

    /// <summary>A text with values in it.</summary>
    internal string this[string key, params object[] values] => string.Format(Culture, this[key], values);

    /// <summary>The word for a value that the program names, or the name itself where there is no word.</summary>
    internal string Word(string kind, string value) => Words.GetString($"{kind}.{value}", Culture) ?? value;

    /// <summary>A count.</summary>
    internal string Count(long count) => count.ToString("N0", Culture);

    /// <summary>A count that stops somewhere.</summary>
    internal string Count(long count, long most) => count >= most ? most.ToString("N0", Culture) + "+" : Count(count);

    /// <summary>An instant to the second.</summary>
    internal string Moment(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>An instant to the minute.</summary>
    internal string Minute(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The zone that instants are written in, as a person reads it.</summary>
    internal string Zone(DateTimeOffset at) => $"{zone.Id} (UTC{TimeZoneInfo.ConvertTime(at, zone).ToString("zzz", CultureInfo.InvariantCulture)})";

    /// <summary>The date of a day since 1970.</summary>
    internal static string Day(int day) => Ledger.Figures.Days.Date(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>How long, to one unit.</summary>
    internal string Span(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => this["span.now"],
        { TotalMinutes: < 2 } => this["span.seconds", (int)time.TotalSeconds],
        { TotalHours: < 2 } => this["span.minutes", (int)time.TotalMinutes],
        { TotalDays: < 2 } => this["span.hours", (int)time.TotalHours],
        _ => this["span.days", (int)time.TotalDays],
    };

    internal static ConsoleText Of(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<Microsoft.Extensions.Options.IOptions<ConsoleOptions>>().Value;
        return new(MyText.Of(context), TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);
    }
}
