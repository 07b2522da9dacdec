using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RecycledNumbers.Client;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RecycledNumbers.Cli.Screens;

/// <summary>
/// Where answers go (standard output: tables, or one JSON object per line with <c>--json</c>) and where everything else goes (standard error).
/// Colours follow NO_COLOR and what the terminal can; a pipe gets none. Text of the registry passes <see cref="PlainText"/>.
/// </summary>
internal sealed class Screen(bool isJson)
{
    private static readonly JsonSerializerOptions Lines = new(RegistryClient.Json) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Own = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsJson { get; } = isJson;

    public IAnsiConsole Out { get; } = On(Console.Out);

    public IAnsiConsole Error { get; } = On(Console.Error);

    /// <summary>Whether somebody looks at progress.</summary>
    public bool IsWatched => Error.Profile.Out.IsTerminal && Error.Profile.Capabilities.Ansi;

    /// <summary>An answer of the registry.</summary>
    public void Show<T>(T answer, Func<T, IRenderable> view)
    {
        if (IsJson)
        {
            Line(JsonSerializer.Serialize(answer, Lines));
        }
        else
        {
            Out.Write(view(answer));
        }
    }

    /// <summary>Something of the program's own.</summary>
    public void ShowOwn<T>(T answer, Func<T, IRenderable> view)
    {
        if (IsJson)
        {
            Line(JsonSerializer.Serialize(answer, Own));
        }
        else
        {
            Out.Write(view(answer));
        }
    }

    /// <summary>Rows, as a table or a line of JSON each.</summary>
    public void List<T>(IReadOnlyList<T> rows, params (string Name, Func<T, object?> Of)[] columns)
    {
        if (IsJson)
        {
            foreach (var row in rows)
            {
                Line(JsonSerializer.Serialize(row, Lines));
            }
        }
        else if (rows.Count == 0)
        {
            Note("Nothing.");
        }
        else
        {
            var table = new Table().Border(TableBorder.None).AddColumns([.. columns.Select(static column => new TableColumn(new Text(column.Name, new Style(decoration: Decoration.Bold))).NoWrap())]);
            foreach (var row in rows)
            {
                table.AddRow(columns.Select(column => new Text(Say(column.Of(row)))));
            }

            Out.Write(table);
        }
    }

    /// <summary>A line of text of the registry's or the program's own on standard output.</summary>
    public void Line(string text) => Console.Out.Write(PlainText.Of(text) + "\n");

    /// <summary>Something to know, beside the answer.</summary>
    public void Note(string text) => Error.Write(new Text(PlainText.Of(text) + "\n"));

    /// <summary>What went wrong.</summary>
    public void Fault(Said said)
    {
        if (IsJson)
        {
            Console.Error.Write(PlainText.Of(JsonSerializer.Serialize(new { code = said.Code, detail = said.Detail, advice = said.Advice, traceId = said.TraceId, exit = (int)said.Exit }, Own)) + "\n");
            return;
        }

        Error.Write(new Text("error: ", new Style(Color.Red)));
        Note($"{said.Detail} ({said.Code})");
        if (said.Advice is { } advice)
        {
            Note($"  What to do: {advice}");
        }

        if (said is { Exit: ExitCode.Fault, TraceId: { } trace })
        {
            Note($"  Trace id: {trace}");
        }
    }

    /// <summary>A file from the registry, to standard output line by line.</summary>
    public async Task Copy(Stream file, CancellationToken cancellation)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            Line(line);
        }
    }

    /// <summary>Names and what they are.</summary>
    public static IRenderable Facts(params IEnumerable<(string Name, object? Value)> facts)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        foreach (var (name, value) in facts.Where(static fact => fact.Value is not null))
        {
            grid.AddRow(new Text(name, new Style(decoration: Decoration.Bold)), new Text(Say(value)));
        }

        return grid;
    }

    /// <summary>A value as people read it.</summary>
    internal static string Say(object? value) => value switch
    {
        null => "",
        true => "yes",
        false => "no",
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum member => JsonNamingPolicy.CamelCase.ConvertName(member.ToString()),
        int or long => ((IFormattable)value).ToString("N0", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, int> counts => counts.Count == 0 ? "none" : string.Join(", ", counts.Select(static count => $"{PlainText.Of(count.Key)} {count.Value}")),
        IEnumerable<string> words => string.Join(", ", words.Select(PlainText.Of)),
        _ => PlainText.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static IAnsiConsole On(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!console.Profile.Out.IsTerminal)
        {
            // A pipe has no edge at which lines would have to be broken.
            console.Profile.Width = 4096;
        }

        return console;
    }
}
