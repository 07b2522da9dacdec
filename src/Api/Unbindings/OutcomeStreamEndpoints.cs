using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Rows;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Unbindings;

/// <summary>Many outcomes as rows: each a command of its own, answered in its place while the next ones are still being read.</summary>
internal static class OutcomeStreamEndpoints
{
    internal const int MostRows = 100_000;
    private const long LargestBody = 64L * 1024 * 1024;
    private const int AtOnce = 64;

    internal static void MapOutcomeStream(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/unbindings/outcomes", Report).WithTags("Unbindings").RequireScope(Scopes.Bindings, Scopes.Numbers).AsUploadCommand(LargestBody)
            .Accepts<OutcomeRow>(RowFormat.Ndjson).Produces<OutcomeResult>(StatusCodes.Status200OK, RowFormat.Ndjson)
            .Named("reportOutcomes", "Reports many outcomes, one JSON object a line; answers a line for each, in order. At most 100,000 lines of 4 KB.");

    private static async Task Report(HttpContext context, CommandCall call, [FromServices] ILedger ledger)
    {
        RowFormat.Require(context.Request, RowFormat.Ndjson);
        var desk = new Desk(call, ledger, new RowJson(context));
        await RowStream.Answer(context, RowFormat.Ndjson, new RowLimits(MostRows, AtOnce), desk.Begin);
    }

    private sealed class Desk(CommandCall call, ILedger ledger, RowJson json)
    {
        /// <summary>The last row at work for each unbinding: rows of one unbinding take effect in their order.</summary>
        private readonly ConcurrentDictionary<string, Task> tails = new();

        internal Task<byte[]> Begin(Row row)
        {
            if (row.Error is { } error) return Task.FromResult(Refuse(row.Line, id: null, error, error.Meaning));
            var (outcome, flaw) = json.Read<OutcomeRow>(row.Bytes);
            if (outcome is null) return Task.FromResult(Refuse(row.Line, id: null, flaw!.Error, flaw.Message));
            var work = After(tails.GetValueOrDefault(outcome.Id, Task.CompletedTask), row, outcome);
            tails[outcome.Id] = work;
            return Forget(outcome.Id, work);
        }

        private async Task<byte[]> After(Task earlier, Row row, OutcomeRow outcome)
        {
            await earlier.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                return await Send(row, outcome);
            }
            catch (Exception fault) when (PartFaults.Of(fault) is { } error)
            {
                return Refuse(row.Line, outcome.Id, error, error.Meaning);
            }
        }

        private async Task<byte[]> Send(Row row, OutcomeRow outcome)
        {
            if (await UnbindingEndpoints.Find(outcome.Id, call, ledger) is not { } number) return Refuse(row.Line, outcome.Id, ApiErrors.NotFound, ApiErrors.NotFound.Meaning);
            var command = new ReportOutcome
            {
                Id = call.PartId(row.Line.ToString(CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Of(row.Bytes).Span))),
                Actor = call.Actor,
                UnbindingId = outcome.Id,
                Outcome = outcome.Outcome,
                Reason = outcome.Reason,
                Until = outcome.Until,
            };
            var reply = await call.SendPart(number, command, static (grain, report) => grain.ReportOutcome(report));
            return reply.Refusal is { } refusal
                ? Refuse(row.Line, outcome.Id, LifecycleErrors.Of(refusal), LifecycleErrors.Of(refusal).Meaning)
                : json.Write(new OutcomeResult(row.Line, outcome.Id, UnbindingAnswer.NameOf(reply.Answer!.Unbinding!.State)));
        }

        private byte[] Refuse(long line, string? id, ApiError error, string detail) => json.Write(new OutcomeResult(line, id, State: null, error.Code, detail));

        private async Task<byte[]> Forget(string id, Task<byte[]> work)
        {
            var line = await work;
            tails.TryRemove(new KeyValuePair<string, Task>(id, work));
            return line;
        }
    }
}
