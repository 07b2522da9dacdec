using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Cli.Tests.Documents;

/// <summary>What <c>rn batch send</c> looks like in a terminal, recorded: <c>docs/recordings/batch-send.cast</c> can be played (asciicast v2), and docs/cli.md shows some moments of it.</summary>
public sealed partial class RecordingTests(SlowRegistry registry) : IClassFixture<SlowRegistry>
{
    private const string Cast = "docs/recordings/batch-send.cast";
    private const string Typed = "rn batch send night.csv --content assignments";
    private const string Begin = "<!-- recorded -->\n";
    private const string End = "<!-- end of recording -->";
    private const int Rows = 4_000;
    private const int Columns = 100;
    private const int Moments = 8;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_night_is_sent_in_a_terminal_and_the_bar_runs_from_its_begin_to_its_end()
    {
        var file = Path.Combine(registry.Rn.Folder, "night.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, Rows).Select(static i => i % 10 == 9 ? $"+8613999{i:000000},a" : FormattableString.Invariant($"+86138001{i + 60_000:00000},a")).Prepend("number,subscriber"));

        var ran = (await registry.Rn.InTerminal(Columns, Typed.Split(' ')[1..])).ShouldEnd(1);

        var bars = Lines(ran.Out).Where(static line => line.AsSpan().IndexOfAny('━', '─') >= 0).ToArray();
        var shares = bars.Where(static line => line.StartsWith("assignments", StringComparison.Ordinal)).Select(static line => int.Parse(Share().Match(line).Groups["share"].Value, CultureInfo.InvariantCulture)).ToArray();
        shares.ShouldBe(shares.Order());
        shares.Distinct().Count().ShouldBeGreaterThan(3);
        shares[^1].ShouldBe(100);
        bars[^1].ShouldContain("4,000 of 4,000 rows");
        ran.Out.ShouldContain("400 rows were refused");

        // How both are written again after a change: RN_WRITE_DOCS=1
        if (Environment.GetEnvironmentVariable("RN_WRITE_DOCS") == "1") await Write(ran, bars);
    }

    [Fact]
    public void The_recording_can_be_played_and_the_document_shows_its_end()
    {
        var lines = File.ReadAllLines(Repository.File(Cast));
        var head = JsonNode.Parse(lines[0])!;
        (head["version"]!.GetValue<int>(), head["width"]!.GetValue<int>()).ShouldBe((2, Columns));
        var played = lines.Skip(1).Select(static line => JsonNode.Parse(line)!.AsArray()).ToArray();
        played.Select(static piece => piece[0]!.GetValue<double>()).ShouldBeInOrder();
        played.ShouldAllBe(static piece => piece[1]!.GetValue<string>() == "o");

        var shown = Lines(string.Concat(played.Select(static piece => piece[2]!.GetValue<string>())));
        var document = new Document("docs/cli.md").Text;
        foreach (var line in shown[^3..]) document.ShouldContain(line);
    }

    /// <summary>Lines as they would stand on the screen, one after the other, without colours; what of a bar is not done yet, which only its colour tells, is thin.</summary>
    private static string[] Lines(string text) => [.. Sequence().Replace(Ahead().Replace(text, static bar => new string('─', bar.Groups["bar"].Length)), "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd()).Where(static line => line.Length > 0)];

    private async Task Write(Ran ran, string[] bars)
    {
        var cast = new StringBuilder().Append(new JsonObject { ["version"] = 2, ["width"] = Columns, ["height"] = 24, ["title"] = Typed }.ToJsonString()).Append('\n');
        Piece(TimeSpan.Zero, $"$ {Typed}\r\n");
        foreach (var (at, text) in ran.Pieces) Piece(at, text);
        Directory.CreateDirectory(Path.GetDirectoryName(Repository.File(Cast))!);
        await File.WriteAllTextAsync(Repository.File(Cast), cast.ToString());

        var working = bars.Where(static bar => bar.StartsWith("assignments", StringComparison.Ordinal)).Distinct().ToArray();
        string[] moments = [bars[0], .. Enumerable.Range(0, Moments).Select(n => working[n * (working.Length - 1) / (Moments - 1)]).Distinct()];
        var after = Lines(Home(ran.Out)).SkipWhile(static line => !line.Contains("rows were refused", StringComparison.Ordinal));
        var shown = $"In a terminal of {Columns} columns, at some moments, on a registry that was made to work slowly ([recorded](recordings/batch-send.cast): `asciinema play` shows all of it):\n\n```text\n$ {Typed}\n{string.Join('\n', [.. moments, .. after])}\n```\n";
        var path = Repository.File("docs/cli.md");
        var document = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, document[..(document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + shown + document[document.IndexOf(End, StringComparison.Ordinal)..]);

        void Piece(TimeSpan at, string text) => cast.Append(CultureInfo.InvariantCulture, $"[{at.TotalSeconds:0.000}, \"o\", {JsonSerializer.Serialize(Home(text), Plain)}]\n");
    }

    private string Home(string text) => text.Replace(registry.Rn.Folder, "~", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<share>[0-9]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Share();

    [GeneratedRegex("\u001B\\[38;5;8m(?<bar>━+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ahead();

    [GeneratedRegex("\u001B\\[[0-9;?]*[A-Za-z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequence();
}
