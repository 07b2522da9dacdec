using System.Reflection;

namespace RecycledNumbers.Operations.Tests;

public sealed class SettingsDocumentTests
{
    private const string Begin = "<!-- Settings: written by SettingsDocumentTests out of the options. -->\n";
    private const string End = "<!-- End of settings. -->";
    private static readonly string File = Repository.File("docs/operations.md");

    [Fact]
    public void The_guide_lists_every_setting_with_its_limits_and_default_as_the_options_have_them()
    {
        var written = SettingsPage.Markdown();

        // How the file is written again after a change: RN_WRITE_DOCS=1
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") == "1")
        {
            var (before, _, after) = Parts();
            System.IO.File.WriteAllText(File, before + Begin + "\n" + written + End + after);
        }

        Parts().Settings.ShouldBe("\n" + written);
    }

    [Fact]
    public void No_options_class_is_left_out() =>
        new[] { typeof(Api.ApiHost), typeof(Grains.GrainsTelemetry), typeof(Ledger.ILedger), typeof(Silo.Hosting.SiloHost) }
            .SelectMany(static type => type.Assembly.GetTypes())
            .Where(static type => !type.IsAbstract && (type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Settings", StringComparison.Ordinal)))
            .Except(SettingsPage.Sections.Values)
            .ShouldBeEmpty();

    [Fact]
    public void A_number_or_a_time_that_can_be_set_has_limits() =>
        (from section in SettingsPage.Sections
         from property in section.Value.GetProperties().Where(SettingsPage.IsSetting)
         where (property.PropertyType == typeof(TimeSpan) || (property.PropertyType.IsPrimitive && property.PropertyType != typeof(bool)))
             && property.GetCustomAttribute<System.ComponentModel.DataAnnotations.RangeAttribute>() is null
         select $"{section.Key}:{property.Name}").ShouldBeEmpty();

    private static (string Before, string Settings, string After) Parts()
    {
        var text = System.IO.File.ReadAllText(File);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        return (text[..begin], text[(begin + Begin.Length)..end], text[(end + End.Length)..]);
    }
}
