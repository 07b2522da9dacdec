using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Bindings;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.Numbers;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Unbindings;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Api.Operations;

/// <summary>What became of a command whose answer was 503 <c>outcome_unknown</c>.</summary>
internal static class OperationEndpoints
{
    internal static void MapOperations(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/operations/{id}", Read).WithTags("Operations").RequireScope(Scopes.Numbers, Scopes.Bindings, Scopes.Admin)
            .Named("readOperation", "Whether a command was applied. unknown: its number has not accepted it; repeat it with the same Idempotency-Key.");

    private static async Task<Results<Ok<OperationAnswer>, Problem>> Read(string id, Caller caller, OperationId operations, IGrainFactory grains, TenureTokens tokens)
    {
        if (!operations.TryOpen(id, out var operation) || operation.Party != caller.Party) return new Problem(ApiErrors.NotFound);
        var party = caller.AsParty();
        var reply = await grains.GetGrain<INumberGrain>(operation.Number).FindAnswer(party, operation.Key);
        var state = reply is null ? OperationState.Unknown : OperationState.Applied;
        return TypedResults.Ok(new OperationAnswer(id, state, reply?.Answer is { } answer ? OperationResult.Of(answer, operation.Number, party, tokens) : null));
    }
}

/// <summary>State of a command.</summary>
internal enum OperationState
{
    /// <summary>It was applied.</summary>
    Applied,

    /// <summary>The number has not accepted it, so far.</summary>
    Unknown,
}

/// <summary>A command's state.</summary>
/// <param name="Id">As asked.</param>
/// <param name="State">Whether it was applied.</param>
/// <param name="Answer">What it answered, while that is kept.</param>
internal sealed record OperationAnswer(string Id, OperationState State, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OperationResult? Answer);

/// <summary>A command's answer; what does not apply is absent.</summary>
internal sealed record OperationResult(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NumberAnswer? Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Disclosure? Disclosure,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BindAnswer? Binding,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] UnbindingAnswer? Unbinding)
{
    internal static OperationResult Of(CommandAnswer answer, string number, Party party, TenureTokens tokens) => new(
        answer.Number is { } view ? NumberAnswer.Of(view) : null,
        answer.Disclosure,
        answer.Binding is { } binding ? BindAnswer.Of(binding, party, number, tokens) : null,
        answer.Unbinding is { } unbinding ? UnbindingAnswer.Of(unbinding, party, tokens) : null);
}
