using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Commands;

/// <summary>From a grain's reply to the answer of an endpoint.</summary>
internal static class Replies
{
    /// <summary>The accepted command's answer in its public shape, or the refusal's problem.</summary>
    internal static Results<Answer<T>, Problem> As<T>(this CommandReply reply, Func<CommandAnswer, T> shape, int status = StatusCodes.Status200OK) =>
        reply.Refusal is { } refusal ? new Problem(LifecycleErrors.Of(refusal)) : new Answer<T>(shape(reply.Answer!), reply.Replayed, status);

    /// <summary>204, or the refusal's problem.</summary>
    internal static Results<Done, Problem> AsDone(this CommandReply reply) =>
        reply.Refusal is { } refusal ? new Problem(LifecycleErrors.Of(refusal)) : new Done(reply.Replayed);

    /// <summary>The same for grains that hold settings.</summary>
    internal static Results<Answer<TOut>, Problem> As<T, TOut>(this Reply<T> reply, Func<T, TOut> shape, int status = StatusCodes.Status200OK) =>
        reply.Refusal is { } refusal ? new Problem(LifecycleErrors.Of(refusal)) : new Answer<TOut>(shape(reply.Value!), reply.Replayed, status);
}
