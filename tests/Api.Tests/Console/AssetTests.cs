using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Console;

/// <summary>What of others' is kept among our own files.</summary>
public sealed class AssetTests
{
    private static readonly string Folder = Repository.File("src/Api/Console/Assets");

    [Theory]
    [InlineData("uPlot.iife.min.js", "dist/uPlot.iife.min.js")]
    [InlineData("uPlot.min.css", "dist/uPlot.min.css")]
    [InlineData("uPlot.LICENSE", "LICENSE")]
    public async Task The_chart_library_is_what_its_package_holds(string kept, string original)
    {
        var package = Path.Combine(await new NodePackages("Charts", "uplot").Folder(), "node_modules", "uplot");
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(package, "package.json")))!["version"]!.GetValue<string>().ShouldBe("1.6.32");

        (await File.ReadAllBytesAsync(Path.Combine(Folder, kept))).ShouldBe(await File.ReadAllBytesAsync(Path.Combine(package, original)));
    }

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places_for_values()
    {
        var (english, chinese) = (Texts("ConsoleWords.resx"), Texts("ConsoleWords.zh-Hans.resx"));

        chinese.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        english.Keys.Where(key => Places(english[key]) != Places(chinese[key])).ShouldBeEmpty();
    }

    private static Dictionary<string, string> Texts(string file) => System.Xml.Linq.XDocument.Load(Repository.File(Path.Combine("src/Api/Console", file))).Root!.Elements("data")
        .ToDictionary(static d => d.Attribute("name")!.Value, static d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Places(string text) => string.Join(',', Enumerable.Range(0, 5).Where(i => text.Contains($"{{{i}}}", StringComparison.Ordinal)));
}
