using Microsoft.AspNetCore.Diagnostics;
using RecycledNumbers.Api.Commands;
using RecycledNumbers.Api.Idempotency;
using RecycledNumbers.Contracts.Faults;
using RecycledNumbers.Ledger;

namespace RecycledNumbers.Api.Errors;

/// <summary>Turns what was thrown into an answer. What a client did wrong is named; what we did wrong is logged and kept from it.</summary>
internal sealed partial class Faults(OperationId operations, ILogger<Faults> log) : IExceptionHandler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (error, detail) = Explain(exception, httpContext.Features.Get<CommandInFlight>());
        if (error.Status == StatusCodes.Status503ServiceUnavailable) SayWhenToRetry(httpContext, error);
        if (error.Status >= 500) LogFault(error.Code, ProblemWriter.TraceId(httpContext), MaskedNumbers.In(exception.ToString()));
        await ProblemWriter.Write(httpContext, error, detail);
        return true;
    }

    private static (ApiError Error, string? Detail) Explain(Exception exception, CommandInFlight? command) => exception switch
    {
        ApiException known => (known.Error, known.Message),
        BadHttpRequestException bad => BadRequests.Explain(bad),
        InvalidCursorException => (ApiErrors.InvalidCursor, null),
        // The form reader's way of saying that a form has too many or too long keys.
        InvalidDataException => (ApiErrors.BadRequest, null),
        // Nothing was changed, whatever it was asked for.
        RegistryUnavailableException => (ApiErrors.Unavailable, null),
        NumberStuckException => (ApiErrors.NumberStuck, null),
        _ when InDoubt.Is(exception) => (command is null ? ApiErrors.Unavailable : ApiErrors.OutcomeUnknown, null),
        _ => (ApiErrors.InternalError, null),
    };

    private void SayWhenToRetry(HttpContext context, ApiError error)
    {
        context.Response.Headers.RetryIn(RetryAfter);
        if (error == ApiErrors.OutcomeUnknown && context.Features.Get<CommandInFlight>() is { Number: { } number } command)
            context.Response.Headers.Location = $"/v1/operations/{operations.Seal(new Operation(number, command.Party, command.Key.Key))}";
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Answered {Code}, trace {TraceId}: {Fault}")]
    private partial void LogFault(string code, string traceId, string fault);
}
