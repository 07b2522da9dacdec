using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Bindings;

/// <summary>Many accounts confirmed at once, each a command of its own on its own number.</summary>
internal static class ConfirmEndpoints
{
    private const int AtOnce = 32;

    // A thousand items of the longest kind.
    private const long LargestBody = 512 * 1024;

    internal static void MapConfirm(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/bindings/confirm", Confirm).WithTags("Bindings").RequireScope(Scopes.Bindings).AsCommand(LargestBody).WithValidBodies()
            .Named("confirmBindings", "Confirms that accounts are still their owners', so that they need not be verified again. Each item has its own result.");

    private static async Task<Answer<ConfirmAnswer>> Confirm(ConfirmRequest body, CommandCall call)
    {
        var results = new (ConfirmResult Result, bool Replayed)[body.Items.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = call.Cancellation };
        await Parallel.ForAsync(0, results.Length, options, async (place, _) => results[place] = await ConfirmOne(body.Items[place], place, call));
        return new Answer<ConfirmAnswer>(new ConfirmAnswer([.. results.Select(one => one.Result)]), results.All(one => one.Replayed));
    }

    private static async Task<(ConfirmResult Result, bool Replayed)> ConfirmOne(ConfirmItem item, int place, CommandCall call)
    {
        if (!PhoneNumber.TryParse(item.Number, out var number)) return (Refused(item, ApiErrors.InvalidNumber), false);
        var command = new Confirm { Id = call.PartId(place.ToString(System.Globalization.CultureInfo.InvariantCulture)), Actor = call.Actor, Account = item.Account };
        try
        {
            var reply = await call.SendPart(number.Value, command, static (grain, confirm) => grain.Confirm(confirm));
            return (reply.Refusal is { } refusal ? Refused(item, LifecycleErrors.Of(refusal)) : new ConfirmResult(item.Number, item.Account, "confirmed", Code: null), reply.Replayed);
        }
        catch (Exception fault) when (PartFaults.Of(fault) is { } error)
        {
            return (Refused(item, error), false);
        }
    }

    private static ConfirmResult Refused(ConfirmItem item, ApiError error) => new(item.Number, item.Account, Result: null, error.Code);
}
