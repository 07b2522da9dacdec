using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Tests;

/// <summary>Endpoints that exist only to be asked in these tests, written as a real endpoint file would be.</summary>
internal static class Probes
{
    internal static void MapProbes(this IEndpointRouteBuilder app)
    {
        var numbers = app.MapGroup("/v1/probe/numbers/{number}").RequireScope(Scopes.Numbers);
        numbers.MapPost("/assign", Assign).AsCommand();
        numbers.MapDelete("/forwarding", Clear).AsCommand();
        numbers.MapPost("/fault/{kind}", Fail).AsCommand();
        numbers.MapPost("/refused", Refuse).AsCommand();
        numbers.MapPost("/upload", Upload).AsUploadCommand(1024 * 1024);
        numbers.MapGet("/typed", ReadTyped);
        numbers.MapGet("/caller", ReadCaller);

        var queries = app.MapGroup("/v1/probe").RequireScope(Scopes.Numbers);
        queries.MapGet("/fault/{kind}", FailRead);
        queries.MapGet("/list", List);
        queries.MapPost("/query", Query);
        app.MapGet("/v1/probe/admin", ReadCaller).RequireScope(Scopes.AdminRead);
    }

    private static Results<Answer<Assigned>, Problem> Assign(string number, AssignBody body, Caller caller, CommandKey key) =>
        new Answer<Assigned>(new Assigned(number, body.Subscriber, caller.Party, key.Fingerprint, body.EffectiveAt, body.Reason), replayed: key.Key == "seen-before");

    private static Answer<string> Clear(string number, CommandKey key) => new($"{number} {key.Fingerprint}", replayed: false);

    private static Results<Ok, Problem> Refuse(string number, CommandKey key) => new Problem(LifecycleErrors.Frozen);

    private static async Task<Answer<long>> Upload(string number, Stream body, CommandKey key)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy);
        return new Answer<long>(copy.Length, replayed: false);
    }

    private static Ok<string> ReadTyped(ProbeNumber number) => TypedResults.Ok(number.Text);

    private static Ok<Caller> ReadCaller(Caller caller) => TypedResults.Ok(caller);

    private static Ok Fail(string number, string kind, CommandInFlight command) => throw FaultOf(kind);

    private static Ok FailRead(string kind) => throw FaultOf(kind);

    private static Ok<int> List(int limit, DateOnly? date, string? after) => TypedResults.Ok(limit);

    private static Ok<string> Query(AssignBody body) => TypedResults.Ok(body.Subscriber);

    private static Exception FaultOf(string kind) => kind switch
    {
        "ledger" => new LedgerUnavailableException("connection to 10.1.2.3 lost"),
        "orleans" => new SiloUnavailableException("silo 10.1.2.3 is gone"),
        "timeout" => new TimeoutException("10.1.2.3 was slow"),
        _ => new InvalidOperationException("the password of 10.1.2.3 is hunter2"),
    };
}

internal sealed record AssignBody(string Subscriber, DateOnly? ContractDate = null, DateTimeOffset? EffectiveAt = null, Reason? Reason = null, ProbeContact? Contact = null, int? Count = null);

internal sealed record ProbeContact(string? Email = null, string[]? Tags = null);

internal sealed record Assigned(string Number, string Subscriber, string Party, string Fingerprint, DateTimeOffset? EffectiveAt, Reason? Reason);

internal enum Reason
{
    Voluntary,
    NoAnswer,
}

internal sealed record ProbeNumber(string Text)
{
    public static bool TryParse(string text, IFormatProvider? provider, out ProbeNumber number)
    {
        number = new ProbeNumber(text);
        return text.StartsWith('+');
    }
}
