using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Checks.Batches;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Contracts.Checks;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Bench.Checks;

/// <summary>What checks are held against, on the same server behind the same authentication.</summary>
internal static class Yardsticks
{
    private const int Batch = 1_000;
    private const string Columns = "phase, covered_since, tenure_since";

    private static readonly FreezeProfile Country = FreezeProfile.Of("CN");

    public static void MapYardsticks(this IEndpointRouteBuilder routes, NpgsqlDataSource database)
    {
        var bench = routes.MapGroup("/bench").RequireScope(Scopes.Checks);
        bench.MapPost("/empty", static () => TypedResults.Ok());
        bench.MapPost("/sql", (SqlQuestion question) => AskSql(database, question));
        bench.MapPost("/parse", (HttpContext context) => Answer(context, static _ => Task.CompletedTask));
        bench.MapPost("/any", (HttpContext context) => Answer(context, rows => AskAny(database, rows)));
    }

    private static async Task<IResult> AskSql(NpgsqlDataSource database, SqlQuestion question)
    {
        await using var command = database.CreateCommand($"select {Columns} from numbers where number = $1");
        command.Parameters.AddWithValue(question.Number);
        await using var reader = await command.ExecuteReaderAsync();
        var facts = await reader.ReadAsync() ? Facts(reader, 0) : default;
        return TypedResults.Ok(new { answer = OwnerCheck.ByDate(facts, question.Date).ToString() });
    }

    /// <summary>The same file in and out, by the same reader and writer of rows.</summary>
    private static async Task Answer(HttpContext context, Func<List<AskedRow>, Task> ask)
    {
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        await using var spool = new Spool(context.Request.Body, context.RequestAborted);
        var shape = new CsvShape();
        var rows = new List<AskedRow>(Batch);
        await foreach (var row in RowReader.Read(spool, 100_000_000, context.RequestAborted))
        {
            rows.Add(shape.Read(row));
            if (rows.Count == Batch)
            {
                await Flush();
            }
        }

        await Flush();

        async Task Flush()
        {
            await ask(rows);
            foreach (var row in rows)
            {
                shape.Write(row, context.Response.BodyWriter);
            }

            rows.Clear();
            await context.Response.BodyWriter.FlushAsync();
        }
    }

    private static async Task AskAny(NpgsqlDataSource database, List<AskedRow> rows)
    {
        await using var command = database.CreateCommand($"select number, {Columns} from numbers where number = any($1)");
        command.Parameters.AddWithValue(rows.Where(static r => r.Day >= 0).Select(static r => Encoding.UTF8.GetString(r.Bytes.Span[..r.Bytes.Span.IndexOf((byte)',')])).ToArray());
        var known = new Dictionary<(BlockKey, int), OwnerFacts>(rows.Count);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            known[BlockKey.Of(reader.GetString(0))] = Facts(reader, 1);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] is { Day: >= 0 } row)
            {
                row.Answer = (BlockAnswer)OwnerCheck.ByDate(known.GetValueOrDefault((row.Key, row.Number)), DateOnly.FromDayNumber(row.Day));
                rows[i] = row;
            }
        }
    }

    private static OwnerFacts Facts(NpgsqlDataReader reader, int first) => new(
        reader.GetString(first) is "inService" or "suspended", 2, Country.DayOf(reader.GetFieldValue<DateTimeOffset>(first + 1)), Country.DayOf(reader.GetFieldValue<DateTimeOffset>(first + 2)));

    internal sealed record SqlQuestion(string Number, DateOnly Date);
}
