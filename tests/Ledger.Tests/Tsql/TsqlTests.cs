using System.Text.Json;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using RecycledNumbers.Ledger.Dialects;

namespace RecycledNumbers.Ledger.Tests.Tsql;

/// <summary>In place of a server: all T-SQL of the product is parsed, and read for what can be known without one.</summary>
public sealed class TsqlTests
{
    public static TheoryData<string> Migrations => [.. Script.OfMigrations.Keys];

    public static TheoryData<string> OrleansQueries => [.. Script.OfOrleans.Keys];

    [Fact]
    public void Every_ask_of_the_ledger_is_recorded() =>
        Recorded.Asked.ShouldBe(typeof(ILedger).GetMethods().Select(static m => m.Name).Distinct(), ignoreOrder: true);

    [Fact]
    public void Every_ask_of_the_batches_is_recorded() =>
        RecordedBatches.Asked.ShouldBe(typeof(Batches.IBatchLedger).GetMethods().Select(static m => m.Name), ignoreOrder: true);

    [Fact]
    public void Every_ask_of_disclosures_and_credentials_is_recorded()
    {
        RecordedProofs.AskedOfDisclosures.ShouldBe(typeof(Disclosures.IDisclosureLedger).GetMethods().Select(static m => m.Name), ignoreOrder: true);
        RecordedProofs.AskedOfCredentials.ShouldBe(typeof(Credentials.ICredentialLedger).GetMethods().Select(static m => m.Name), ignoreOrder: true);
    }

    [Fact]
    public void Every_ask_of_the_audit_is_recorded() =>
        RecordedAudit.Asked.ShouldBe(typeof(Audit.IAuditLedger).GetMethods().Select(static m => m.Name), ignoreOrder: true);

    [Fact]
    public void Every_ask_of_the_operators_pages_is_recorded()
    {
        RecordedConsole.AskedOfKept.ShouldBe(typeof(Figures.IKeptFigures).GetMethods().Select(static m => m.Name), ignoreOrder: true);
        RecordedConsole.AskedOfOperators.ShouldBe(typeof(Operators.IOperatorLedger).GetMethods().Select(static m => m.Name), ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Migrations))]
    public void A_migration_is_core_TSql(string name) => Forbidden.In(Script.Parse(Script.OfMigrations[name])).ShouldBeEmpty();

    [Theory, MemberData(nameof(OrleansQueries))]
    public void A_stored_query_is_core_TSql(string key) => Forbidden.In(Script.Parse(Script.OfOrleans[key])).ShouldBeEmpty();

    [Fact]
    public async Task Every_batch_of_the_dialect_is_core_TSql() =>
        (await Recorded.Batches()).SelectMany(static b => Forbidden.In(Script.Parse(b.Text))).ShouldBeEmpty();

    [Theory]
    [InlineData("merge into numbers n using numbers m on n.number = m.number when matched then delete;", "MERGE")]
    [InlineData("with c as (select top (1) number from numbers order by wake_at) delete from c;", "a change through a common table expression")]
    [InlineData("with c as (select top (1) number, phase from numbers) update x set phase = '' from c x;", "a change through a common table expression")]
    [InlineData("declare @v int; update t set @v = last = last + 1 from transactions t;", "SET @v = column")]
    [InlineData("update numbers set state = json_modify(state, '$.v', 2);", "json_modify")]
    [InlineData("alter database current set read_committed_snapshot on;", "ALTER DATABASE")]
    [InlineData("alter index all on numbers rebuild;", "ALTER INDEX")]
    [InlineData("alter table numbers rebuild;", "REBUILD")]
    [InlineData("select 1 from numbers with (updlock);", "the hint UpdLock")]
    [InlineData("select 1 from numbers with (readpast);", "the hint ReadPast")]
    [InlineData("declare @rows dbo.rows;", "a user's own type")]
    [InlineData("exec sp_getapplock @Resource = 'x';", "a procedure")]
    public void What_is_not_core_TSql_is_found(string text, string what) => Forbidden.In(Script.Parse(text)).ShouldContain(what);

    [Fact]
    public async Task Every_variable_is_a_parameter_or_declared_and_every_parameter_is_used()
    {
        foreach (var batch in await Recorded.Batches())
        {
            var script = Script.Parse(batch.Text);
            var declared = Script.Find<DeclareVariableElement>(script).Select(static d => d.VariableName.Value)
                .Concat(Script.Find<DeclareTableVariableBody>(script).Select(static d => d.VariableName.Value)).ToList();
            var parameters = batch.Parameters.Select(static p => "@" + p.Name).ToList();

            Script.Find<VariableReference>(script).Select(static v => v.Name).Distinct().Except(declared).ShouldBe(parameters, ignoreOrder: true, batch.Text);
            parameters.Intersect(declared).ShouldBeEmpty(batch.Text);
        }
    }

    [Fact]
    public async Task What_OPENJSON_reads_is_what_is_written()
    {
        var read = 0;
        foreach (var batch in await Recorded.Batches())
        {
            foreach (var source in Script.Find<OpenJsonTableReference>(Script.Parse(batch.Text)))
            {
                var parameter = ((VariableReference)source.Variable).Name[1..];
                using var json = JsonDocument.Parse((string)batch.Parameters.Single(p => p.Name == parameter).Value!);
                var row = json.RootElement[0];
                source.SchemaDeclarationItems.Select(static i => ((StringLiteral)i.Mapping).Value).ShouldBe(row.EnumerateObject().Select(static p => "$." + p.Name), ignoreOrder: true, parameter);
                foreach (var item in source.SchemaDeclarationItems)
                {
                    Fits(item.ColumnDefinition.DataType, row.GetProperty(((StringLiteral)item.Mapping).Value[2..])).ShouldBeTrue($"{parameter}.{item.ColumnDefinition.ColumnIdentifier.Value}");
                    read++;
                }
            }
        }

        read.ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Every_text_from_JSON_is_compared_under_the_keys_own_collation()
    {
        var texts = Script.OfOrleans.Values.Concat((await Recorded.Batches()).Select(static b => b.Text));
        foreach (var script in texts.Select(Script.Parse))
        {
            var fromJson = Script.Find<OpenJsonTableReference>(script).Where(static s => s.Alias is not null)
                .SelectMany(static s => s.SchemaDeclarationItems.Where(static i => ((SqlDataTypeReference)i.ColumnDefinition.DataType).SqlDataTypeOption == SqlDataTypeOption.NVarChar)
                    .Select(i => $"{s.Alias.Value}.{i.ColumnDefinition.ColumnIdentifier.Value}")).ToHashSet(StringComparer.Ordinal);

            Script.Find<BooleanComparisonExpression>(script).SelectMany(static c => new[] { c.FirstExpression, c.SecondExpression }).OfType<ColumnReferenceExpression>()
                .Where(c => c.Collation is null && fromJson.Contains(string.Join('.', c.MultiPartIdentifier.Identifiers.Select(static i => i.Value)))).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Every_insert_names_the_columns_of_its_table_and_leaves_out_only_what_may_be_empty()
    {
        var migrations = Script.OfMigrations.Values.Select(Script.Parse).ToList();
        var tables = migrations.SelectMany(Script.Find<CreateTableStatement>).Select(static t => (t.SchemaObjectName, t.Definition.ColumnDefinitions))
            .Concat(migrations.SelectMany(Script.Find<AlterTableAddTableElementStatement>).Select(static t => (t.SchemaObjectName, t.Definition.ColumnDefinitions)))
            .ToLookup(static t => t.SchemaObjectName.BaseIdentifier.Value, static t => t.ColumnDefinitions, StringComparer.Ordinal)
            .ToDictionary(static t => t.Key, static t => t.SelectMany(static columns => columns).ToList(), StringComparer.Ordinal);
        var texts = Script.OfOrleans.Values.Concat((await Recorded.Batches()).Select(static b => b.Text));
        foreach (var insert in texts.SelectMany(static text => Script.Find<InsertStatement>(Script.Parse(text))).Select(static i => i.InsertSpecification))
        {
            var table = ((NamedTableReference)insert.Target).SchemaObject.BaseIdentifier.Value;
            var given = insert.Columns.Select(static c => c.MultiPartIdentifier.Identifiers[^1].Value).ToList();
            var required = tables[table].Where(static c => c.IdentityOptions is null && c.Constraints.OfType<NullableConstraintDefinition>().Any(static n => !n.Nullable)).Select(static c => c.ColumnIdentifier.Value);

            given.Except(tables[table].Where(static c => c.IdentityOptions is null).Select(static c => c.ColumnIdentifier.Value)).ShouldBeEmpty(table);
            required.Except(given).ShouldBeEmpty(table);
            switch (insert.InsertSource)
            {
                case SelectInsertSource { Select: QuerySpecification select }:
                    select.SelectElements.Count.ShouldBe(given.Count, table);
                    break;
                case ValuesInsertSource values:
                    values.RowValues.ShouldAllBe(row => row.ColumnValues.Count == given.Count);
                    break;
            }
        }
    }

    [Fact]
    public async Task Every_column_that_a_batch_names_is_there()
    {
        var known = Script.OfMigrations.Values.SelectMany(static text => Script.Find<ColumnDefinition>(Script.Parse(text))).Select(static c => c.ColumnIdentifier.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var script in Script.OfOrleans.Values.Concat((await Recorded.Batches()).Select(static b => b.Text)).Select(Script.Parse))
        {
            var local = Script.Find<ColumnDefinitionBase>(script).Select(static c => c.ColumnIdentifier.Value);

            Script.Find<ColumnReferenceExpression>(script).Where(static c => c.MultiPartIdentifier is not null).Select(static c => c.MultiPartIdentifier.Identifiers[^1].Value).Except(known).Except(local).ShouldBeEmpty();
        }
    }

    private static bool Fits(DataTypeReference type, JsonElement value) => ((SqlDataTypeReference)type).SqlDataTypeOption switch
    {
        SqlDataTypeOption.NVarChar => value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
        SqlDataTypeOption.BigInt => value.ValueKind is JsonValueKind.Null || (value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _)),
        SqlDataTypeOption.Int => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _),
        SqlDataTypeOption.SmallInt => value.ValueKind is JsonValueKind.Number && value.TryGetInt16(out _),
        SqlDataTypeOption.Bit => value.ValueKind is JsonValueKind.Number && value.GetInt32() is 0 or 1,
        SqlDataTypeOption.DateTimeOffset => value.ValueKind is JsonValueKind.Null || (value.TryGetDateTimeOffset(out var at) && value.GetString() == SqlServerText.Instant(at)),
        _ => false,
    };
}
