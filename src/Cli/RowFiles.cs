using System.CommandLine;
using RecycledNumbers.Client;

namespace RecycledNumbers.Cli;

/// <summary>Files of rows on this machine.</summary>
internal static class RowFiles
{
    internal static Option<string?> Format() => Choice.Of<RowFormat>("--format", "Form of the file, where its name does not say");

    /// <summary>What its name says, unless the option does.</summary>
    internal static RowFormat FormatOf(FileInfo file, string? said)
    {
        var name = IsGzip(file) ? Path.GetFileNameWithoutExtension(file.Name) : file.Name;
        return Choice.MemberOrNull<RowFormat>(said) ?? Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".CSV" => RowFormat.Csv,
            ".NDJSON" or ".JSONL" => RowFormat.Ndjson,
            _ => throw new UsageException($"Is {file.Name} csv or ndjson? Say so with --format."),
        };
    }

    internal static bool IsGzip(FileInfo file) => file.Extension.Equals(".gz", StringComparison.OrdinalIgnoreCase);

    internal static string NameOf(RowFormat format) => format == RowFormat.Csv ? "csv" : "ndjson";

    /// <summary>Where the rows of a file that were refused go: beside it.</summary>
    internal static FileInfo Beside(FileInfo file, string word, RowFormat format)
    {
        var name = Path.GetFileNameWithoutExtension(IsGzip(file) ? Path.GetFileNameWithoutExtension(file.Name) : file.Name);
        return new FileInfo(Path.Combine(file.DirectoryName!, $"{name}.{word}.{NameOf(format)}"));
    }

    /// <summary>Keeps what the registry sends: whole or not at all in a file, else line by line on standard output.</summary>
    internal static async Task Keep(Call call, RegistryFile answer, FileInfo? output)
    {
        await using var rows = await answer.Open(call.Cancellation);
        if (output is null)
        {
            await call.Screen.Copy(rows, call.Cancellation);
            return;
        }

        var temporary = $"{output.FullName}.{Guid.NewGuid():N}.new";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                await rows.CopyToAsync(file, call.Cancellation);
            }

            File.Move(temporary, output.FullName, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
