using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Grains.Owners;

/// <summary>The texts of messages, by file: the program's own, or the operator's of the same name. Read once; a text that is missing or has a field that nobody fills stops the start.</summary>
internal sealed partial class OwnerTexts
{
    /// <summary>Languages that there are texts in.</summary>
    public static readonly string[] Languages = ["zh-CN", "en"];

    private static readonly string[] Files = ["reminder.{0}.txt", "reminder.{0}.html", "reminder.{0}.sms.txt", "notice.{0}.sms.txt"];
    private static readonly FrozenSet<string> Fields = ["number", "count", "services", "unsubscribe", "subject", "date", "link"];
    private readonly FrozenDictionary<string, string> _texts;

    /// <param name="directory">Where the operator's texts are, or null.</param>
    /// <exception cref="InvalidDataException">A text has a field that does not exist.</exception>
    public OwnerTexts(string? directory) =>
        _texts = Languages.SelectMany(l => Files.Select(f => string.Format(System.Globalization.CultureInfo.InvariantCulture, f, l))).ToFrozenDictionary(f => f, f => Read(directory, f));

    /// <summary>Whether texts can be read.</summary>
    public static bool AreWhole(string? directory)
    {
        try
        {
            return new OwnerTexts(directory)._texts.Count > 0 && (directory is null || System.IO.Directory.Exists(directory));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The language of the texts that serves somebody best.</summary>
    /// <param name="tag">What they asked for (BCP 47), or null.</param>
    /// <param name="country">Country of the number.</param>
    public static string LanguageFor(string? tag, string country) =>
        tag?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? country is "CN" or "TW" or "HK" or "MO" ? "zh-CN" : "en";

    /// <summary>Subject and plain text of a reminder; the subject is the first line of the file.</summary>
    public (string Subject, string Text) Mail(string language, IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> services)
    {
        var parts = Fill($"reminder.{language}.txt", fields, string.Join('\n', services.Select(s => "- " + OneLine(s))), encode: false).Split('\n', 2);
        return (parts[0].Trim(), parts[1].TrimStart('\n'));
    }

    /// <summary>HTML of a reminder: every value is encoded.</summary>
    public string Html(string language, IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> services) =>
        Fill($"reminder.{language}.html", fields, string.Concat(services.Select(s => $"<li>{WebUtility.HtmlEncode(s)}</li>")), encode: true);

    /// <summary>An SMS, in one line.</summary>
    /// <param name="kind">reminder, notice.</param>
    /// <param name="language">Language.</param>
    /// <param name="fields">What the text's fields hold.</param>
    /// <param name="services">Display names.</param>
    public string Sms(string kind, string language, IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> services) =>
        Fill($"{kind}.{language}.sms.txt", fields, string.Join(language == "en" ? ", " : "、", services.Select(OneLine)), encode: false).Trim();

    private string Fill(string file, IReadOnlyDictionary<string, string> fields, string services, bool encode) => Field().Replace(_texts[file], match =>
    {
        var name = match.Groups["field"].Value;
        var value = name == "services" ? services : fields.GetValueOrDefault(name, "");
        return encode && name != "services" ? WebUtility.HtmlEncode(value) : value;
    });

    private static string OneLine(string name) => string.Join(' ', name.Split(['\r', '\n', '\u2028', '\u2029', '\u0085'], StringSplitOptions.RemoveEmptyEntries));

    private static string Read(string? directory, string file)
    {
        var own = directory is null ? null : Path.Combine(directory, file);
        using var reader = own is not null && File.Exists(own)
            ? new StreamReader(own)
            : new StreamReader(typeof(OwnerTexts).Assembly.GetManifestResourceStream(file)!);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        var unknown = Field().Matches(text).Select(m => m.Groups["field"].Value).FirstOrDefault(f => !Fields.Contains(f));
        return unknown is null ? text : throw new InvalidDataException($"Reminders:Texts: {file} has the field {{{unknown}}}, which does not exist.");
    }

    [GeneratedRegex(@"\{(?<field>[a-z]+)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
