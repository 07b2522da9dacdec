using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Bindings;

/// <summary>A platform's accounts that hang on a number.</summary>
internal static class BindingEndpoints
{
    internal static void MapBindings(this IEndpointRouteBuilder routes)
    {
        var bindings = routes.MapGroup("/v1/numbers/{number}/bindings").WithTags("Bindings").RequireScope(Scopes.Bindings).AsCommand().WithValidBodies();
        bindings.MapPost("", Bind).Produces<BindAnswer>(StatusCodes.Status201Created).Named("bindAccount", "Registers an account that hangs on the number.");
        bindings.MapDelete("/{account}", Unbind).Named("unbindAccount", "Removes an account; an unbinding that is open for it is settled as unbound.");
    }

    private static async Task<Results<Answer<BindAnswer>, Problem>> Bind(PhoneNumber number, BindRequest body, CommandCall call, TenureTokens tokens)
    {
        var command = new Bind { Id = call.Id, Actor = call.Actor, Account = body.Account, Category = body.Category, BoundAt = body.BoundAt };
        var reply = await call.Send(number.Value, command, static (grain, bind) => grain.Bind(bind));
        return reply.As(answer => BindAnswer.Of(answer.Binding!, call.Actor, number.Value, tokens), StatusCodes.Status201Created);
    }

    private static async Task<Results<Done, Problem>> Unbind(PhoneNumber number, string account, CommandCall call, HttpContext context)
    {
        var command = new Unbind { Id = call.Id, Actor = call.Actor, Account = AccountOf(context, account) };
        return (await call.Send(number.Value, command, static (grain, unbind) => grain.Unbind(unbind))).AsDone();
    }

    // The server leaves %2F in a path as it is and decodes the rest, so that a/b and a%2Fb would be one account: only the request line as sent tells.
    private static string AccountOf(HttpContext context, string decoded)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        var path = target.Split('?', 2)[0];
        var account = path.StartsWith('/') ? Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]) : decoded;
        return new TextAttribute(1, 128).IsValid(account) ? account : throw new ApiException(ApiErrors.InvalidParameter, "The account has 1 to 128 characters, percent-encoded, without control characters.");
    }
}
