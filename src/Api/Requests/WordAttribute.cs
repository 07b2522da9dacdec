using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Requests;

/// <summary>Text of one pattern, which the OpenAPI document states too.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordAttribute(string pattern, string saying, int most) : ValidationAttribute
{
    private readonly Regex regex = new(@"\A(?:" + pattern.TrimStart('^').TrimEnd('$') + @")\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMilliseconds(100));

    internal string Pattern { get; } = pattern;

    internal int Most { get; } = most;

    public override bool IsValid(object? value) => value switch
    {
        null => true,
        string text => Fits(text),
        // What is null in a list is found where the list is looked through.
        IEnumerable<string?> texts => texts.OfType<string>().All(Fits),
        _ => false,
    };

    public override string FormatErrorMessage(string name) => $"give {saying}";

    private bool Fits(string text) => text.Length <= Most && regex.IsMatch(text);
}

/// <summary>Patterns that several requests share.</summary>
internal static class Words
{
    internal const string Id = "^[a-z0-9-]{1,40}$";
    internal const string IdSaying = "1 to 40 of a-z, 0-9 and hyphen";
    internal const string Category = "^[a-z][a-z0-9-]{0,39}$";
    internal const string CategorySaying = "a lower-case word of at most 40 characters, for example ride-hailing";
    internal const string TimeZone = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$";
    internal const string TimeZoneSaying = "an IANA time zone such as Asia/Shanghai";
}
