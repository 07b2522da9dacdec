using System.Globalization;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Ledger.Starting;

/// <summary>
/// A migration's name says which programs can live with what it leaves behind: <c>0006_title_from_0003.sql</c> is schema 6, and programs that know schema 3 or newer go on working on it.
/// The names of what was applied stand in the database, so an older program that starts there reads in them whether it may (docs/decisions/0009-rolling-upgrade.md).
/// </summary>
internal static partial class SchemaVersion
{
    /// <summary>The schema that a script leads to: its number.</summary>
    public static int Of(string script) => Name().Match(script) is { Success: true } name ? int.Parse(name.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : int.MaxValue;

    /// <summary>The oldest program, by the schema that it knows, that works on what a script leaves. A script that does not say so: only one that has it.</summary>
    public static int OldestProgram(string script) => Name().Match(script) is { Success: true } name && name.Groups["from"] is { Success: true } from
        ? int.Parse(from.ValueSpan, CultureInfo.InvariantCulture)
        : Of(script);

    /// <summary>Refuses a schema that is too new for this program.</summary>
    /// <param name="applied">Names of the scripts that the database has.</param>
    /// <param name="known">Names of the scripts that this program has.</param>
    /// <param name="database">The database in a few words, for the message.</param>
    /// <exception cref="LedgerStartException">A script that this program does not know leaves what it can't work on.</exception>
    public static void Check(IEnumerable<string> applied, IReadOnlyCollection<string> known, string database)
    {
        var mine = known.Max(Of);
        var needed = applied.Except(known, StringComparer.Ordinal).Select(OldestProgram).DefaultIfEmpty(0).Max();
        if (needed > mine)
        {
            throw new LedgerStartException(string.Create(CultureInfo.InvariantCulture,
                $"{database} was migrated by a newer release: it needs a program of schema {needed} or newer, and this one has {mine}. Start the newer release, or restore the backup from before the upgrade."));
        }
    }

    [GeneratedRegex(@"(?:^|\.)(?<number>\d{4})_\w+?(?:_from_(?<from>\d{4}))?\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
