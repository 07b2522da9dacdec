using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Api.OpenApi;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Forwarding;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Numbers;

/// <summary>Forwarding that a number's owner has set in the network.</summary>
internal static class ForwardingEndpoints
{
    internal static void MapForwarding(this IEndpointRouteBuilder routes)
    {
        var forwarding = routes.MapGroup("/v1/numbers/{number}/forwarding/{kind}").WithTags("Numbers").RequireScope(Scopes.Numbers).AsCommand().WithValidBodies();
        forwarding.MapPut("", Set).Named("setForwarding", "Forwarding of this kind is now aimed at the target.");
        forwarding.MapDelete("", Clear).Named("clearForwarding", "Forwarding of this kind is off.");
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Set(PhoneNumber number, ForwardingPath kind, ForwardingRequest body, CommandCall call)
    {
        var command = new SetForwarding { Id = call.Id, Actor = call.Actor, Kind = kind.Kind, Target = body.Target };
        return (await call.Send(number.Value, command, static (grain, set) => grain.SetForwarding(set))).As(NumberAnswer.Of);
    }

    private static async Task<Results<Answer<NumberAnswer>, Problem>> Clear(PhoneNumber number, ForwardingPath kind, CommandCall call)
    {
        var command = new ClearForwarding { Id = call.Id, Actor = call.Actor, Kind = kind.Kind };
        return (await call.Send(number.Value, command, static (grain, clear) => grain.ClearForwarding(clear))).As(NumberAnswer.Of);
    }
}

/// <summary>A kind of forwarding as it stands in a path: exactly its name, where the framework's own reader would take any case and integers.</summary>
internal sealed record ForwardingPath(ForwardingKind Kind) : IParsable<ForwardingPath>
{
    internal static IEnumerable<string> Names => Enum.GetNames<ForwardingKind>().Select(CamelCaseEnums.NameOf);

    public static ForwardingPath Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var path) ? path : throw new FormatException("No kind of forwarding.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ForwardingPath result)
    {
        result = Enum.GetValues<ForwardingKind>().Where(kind => CamelCaseEnums.NameOf(kind.ToString()) == s).Select(kind => new ForwardingPath(kind)).SingleOrDefault();
        return result is not null;
    }
}
