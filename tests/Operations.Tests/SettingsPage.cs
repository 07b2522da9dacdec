using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Console;
using RecycledNumbers.Api.Credentials;
using RecycledNumbers.Api.Disclosures;
using RecycledNumbers.Api.Holders;
using RecycledNumbers.Api.Hosting.Cluster;
using RecycledNumbers.Grains.Audit;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Grains.Figures;
using RecycledNumbers.Grains.Owners.Mail;
using RecycledNumbers.Grains.Owners.Sms;
using RecycledNumbers.Grains.Retention;
using RecycledNumbers.Grains.Wakes;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Batches;

namespace RecycledNumbers.Operations.Tests;

/// <summary>The settings as <c>docs/operations.md</c> lists them: out of the options classes, their limits, their defaults and what stands above them.</summary>
internal static partial class SettingsPage
{
    /// <summary>Which class is which section.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Sections = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["Access"] = typeof(AccessOptions),
        ["Access:Claims"] = typeof(ClaimNames),
        ["Audit"] = typeof(AuditOptions),
        ["Batches"] = typeof(BatchOptions),
        ["Cluster"] = typeof(ClusterSettings),
        ["Console"] = typeof(ConsoleOptions),
        ["Credentials"] = typeof(CredentialOptions),
        ["Disclosures"] = typeof(DisclosureOptions),
        ["Holders"] = typeof(HolderOptions),
        ["Ledger"] = typeof(LedgerOptions),
        ["Mail"] = typeof(MailOptions),
        ["Metrics"] = typeof(MetricsOptions),
        ["Reminders"] = typeof(Grains.Owners.ReminderOptions),
        ["Retention"] = typeof(RetentionOptions),
        ["Sms"] = typeof(SmsOptions),
        ["Wakes"] = typeof(WakeOptions),
        ["Webhooks"] = typeof(WebhookOptions),
    };

    /// <summary>Sections as tables.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder();
        foreach (var (section, type) in Sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"### {section}\n\n{Said($"T:{type.FullName}", type)}\n\n| Setting | Meaning | Limits | Default |\n|---|---|---|---|\n");
            var defaults = Activator.CreateInstance(type)!;
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsSetting))
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{section}:{property.Name}` | {Said($"P:{type.FullName}.{property.Name}", type)} | {Limits(property)} | {Default(property.GetValue(defaults))} |\n");
            }

            page.Append('\n');
        }

        return page.ToString();
    }

    /// <summary>What can be set, and is not a section of its own.</summary>
    public static bool IsSetting(PropertyInfo property) => property.SetMethod is { IsPublic: true } && property.PropertyType != typeof(ClaimNames);

    private static string Limits(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            return $"{Text(range.Minimum)}–{Text(range.Maximum)}";
        }

        if (property.PropertyType.IsEnum)
        {
            return string.Join(", ", Enum.GetNames(property.PropertyType));
        }

        return property.PropertyType == typeof(bool) ? "true, false" : property.PropertyType == typeof(Uri) ? "an absolute URI" : "";
    }

    private static string Default(object? value) => value switch
    {
        null or "" => "none",
        Uri uri => $"`{uri.OriginalString}`",
        bool flag => flag ? "`true`" : "`false`",
        TimeSpan time => $"`{time:c}`",
        IEnumerable and not string => "none",
        _ => $"`{Text(value)}`",
    };

    private static string Text(object value) => value switch
    {
        long or int => string.Format(CultureInfo.InvariantCulture, "{0:N0}", value),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>A doc comment as Markdown.</summary>
    private static string Said(string member, Type type)
    {
        var comments = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        var summary = comments.Descendants("member").SingleOrDefault(m => m.Attribute("name")!.Value == member)?.Element("summary") ?? throw new InvalidOperationException($"{member} has no comment.");
        var text = string.Concat(summary.Nodes().Select(static node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1].Split('`')[0]}`",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement other => other.Value,
            XText plain => plain.Value,
            _ => "",
        }));
        return Blank().Replace(text.Trim(), " ").Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();
}
