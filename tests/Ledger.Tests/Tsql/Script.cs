using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>T-SQL as the parser of SQL Server 2019 reads it.</summary>
internal static class Script
{
    private const string Migrations = "RecycledNumbers.Ledger.Migrations.SqlServer.";

    public static IReadOnlyDictionary<string, string> OfMigrations { get; } = typeof(LedgerMigrator).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Migrations, StringComparison.Ordinal))
        .ToDictionary(static name => name[Migrations.Length..], Text, StringComparer.Ordinal);

    /// <summary>The stored queries of the Orleans providers, by key.</summary>
    public static IReadOnlyDictionary<string, string> OfOrleans { get; } = OfMigrations.Values
        .SelectMany(static text => Find<InsertStatement>(Parse(text)))
        .Where(static insert => insert.InsertSpecification.Target is NamedTableReference { SchemaObject.BaseIdentifier.Value: "OrleansQuery" })
        .SelectMany(static insert => ((ValuesInsertSource)insert.InsertSpecification.InsertSource).RowValues)
        .ToDictionary(static row => ((StringLiteral)row.ColumnValues[0]).Value, static row => ((StringLiteral)row.ColumnValues[1]).Value, StringComparer.Ordinal);

    public static TSqlFragment Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        errors.Select(e => $"{e.Line}:{e.Column} {e.Message} in\n{text}").ShouldBeEmpty();
        return script;
    }

    public static List<T> Find<T>(TSqlFragment script)
        where T : TSqlFragment
    {
        var found = new Finder<T>();
        script.Accept(found);
        return found.Found;
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(LedgerMigrator).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed class Finder<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is T wanted)
            {
                Found.Add(wanted);
            }
        }
    }
}
