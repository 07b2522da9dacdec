using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>What servers that speak only the core of T-SQL do not know, and what is no lock to lean on.</summary>
internal sealed class Forbidden : TSqlFragmentVisitor
{
    private static readonly string[] _functions = ["json_modify", "min_active_rowversion", "sp_getapplock"];

    private readonly HashSet<string> _commonTables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _found = [];

    public static IReadOnlyList<string> In(TSqlFragment script)
    {
        var forbidden = new Forbidden();
        script.Accept(forbidden);
        return forbidden._found;
    }

    public override void ExplicitVisit(CommonTableExpression node)
    {
        _commonTables.Add(node.ExpressionName.Value);
        base.ExplicitVisit(node);
    }

    public override void Visit(MergeStatement node) => _found.Add("MERGE");

    public override void Visit(AlterDatabaseStatement node) => _found.Add("ALTER DATABASE");

    public override void Visit(AlterIndexStatement node) => _found.Add("ALTER INDEX");

    public override void Visit(AlterTableRebuildStatement node) => _found.Add("REBUILD");

    public override void Visit(DeclareVariableElement node) => Refuse(node.DataType is UserDataTypeReference, "a user's own type");

    public override void Visit(CreateTypeTableStatement node) => _found.Add("a table type");

    public override void Visit(AssignmentSetClause node) => Refuse(node.Variable is not null, "SET @v = column");

    public override void Visit(FunctionCall node) => Refuse(_functions.Contains(node.FunctionName.Value, StringComparer.OrdinalIgnoreCase), node.FunctionName.Value);

    public override void Visit(ExecutableProcedureReference node) => _found.Add("a procedure");

    public override void Visit(TableHint node) => _found.Add($"the hint {node.HintKind}");

    public override void Visit(UpdateDeleteSpecificationBase node) =>
        Refuse(node.Target is NamedTableReference { SchemaObject.Identifiers: [var only] } && (_commonTables.Contains(only.Value) || Named(node.FromClause, only.Value) is { } real && _commonTables.Contains(real)), "a change through a common table expression");

    private static string? Named(FromClause? from, string alias) =>
        from is null ? null : Script.Find<NamedTableReference>(from).FirstOrDefault(t => string.Equals(t.Alias?.Value, alias, StringComparison.OrdinalIgnoreCase))?.SchemaObject.BaseIdentifier.Value;

    private void Refuse(bool refuse, string what)
    {
        if (refuse)
        {
            _found.Add(what);
        }
    }
}
