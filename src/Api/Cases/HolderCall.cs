using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Cases;

/// <summary>A command of a holder, as a handler parameter of endpoints that need the scope <c>me</c> and are marked <c>AsCommand</c>.</summary>
/// <param name="Bound">The number and the tenure that the holder has proved.</param>
/// <param name="Id">The command's id. The tenure is part of it: the next holder may use the same key, and neither may see the other's answer.</param>
/// <param name="Cancellation">Ends when the caller has gone.</param>
internal sealed record HolderCall(BoundNumber Bound, CommandId Id, CancellationToken Cancellation)
{
    /// <summary>The call of this request.</summary>
    public static ValueTask<HolderCall> BindAsync(HttpContext context)
    {
        var bound = BoundNumber.Of(context.User) ?? throw new InvalidOperationException($"{context.GetEndpoint()?.DisplayName} binds a holder but requires no scope me.");
        var key = CommandInFlight.Of(context).Key;
        return ValueTask.FromResult(Of(bound, key.Key, key.Fingerprint, context.RequestAborted));
    }

    /// <summary>A call with a key of the holder's.</summary>
    internal static HolderCall Of(BoundNumber bound, string key, string fingerprint, CancellationToken cancellation) =>
        new(bound, new CommandId($"holder:{bound.Generation}:{key}", fingerprint), cancellation);
}
