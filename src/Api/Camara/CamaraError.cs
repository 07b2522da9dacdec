using System.Text.Json;
using System.Text.Json.Serialization;
using RecycledNumbers.Api.Checks;
using RecycledNumbers.Api.Errors;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Camara;

/// <summary>CAMARA's <c>ErrorInfo</c>: exactly these three, as <c>application/json</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">From the operation's own list where it has one for the status, else from the common rules (Commonalities 0.6).</param>
/// <param name="Message">For people.</param>
internal sealed record CamaraError(int Status, string Code, string Message)
{
    internal static readonly CamaraError InvalidCorrelator = new(400, "INVALID_ARGUMENT", "x-correlator is one value of at most 256 of a-z, A-Z, 0-9 and - _ : ; . / < > { }.");
    internal static readonly CamaraError FutureDate = new(400, "OUT_OF_RANGE", CheckDesk.FutureDay);
    internal static readonly CamaraError UnknownNumber = new(404, "IDENTIFIER_NOT_FOUND", "The phone number is not known here.");
    internal static readonly CamaraError NotCovered = new(422, "SERVICE_NOT_APPLICABLE", "The registry does not know the number as far back as that.");
    internal static readonly CamaraError NoSubscriber = new(422, "SERVICE_NOT_APPLICABLE", "The service is not available for the phone number.");
    internal static readonly CamaraError MissingIdentifier = new(422, "MISSING_IDENTIFIER", "The access token names no phone number: give phoneNumber.");
    internal static readonly CamaraError UnnecessaryIdentifier = new(422, "UNNECESSARY_IDENTIFIER", "The phone number is already identified by the access token: leave phoneNumber out.");

    internal static readonly CamaraError InvalidProtocol = new(400, "INVALID_PROTOCOL", "Only HTTP is supported.");
    internal static readonly CamaraError InvalidCredential = new(400, "INVALID_CREDENTIAL", "Only a credential of type ACCESSTOKEN is supported.");
    internal static readonly CamaraError InvalidToken = new(400, "INVALID_TOKEN", "Only a bearer token is supported (RFC 6750, section 2.1).");
    internal static readonly CamaraError InvalidSink = new(400, "INVALID_SINK", "Notifications can't be sent there: give https, a public host, no credentials, no fragment, port 443 or above 1023, at most 500 characters.");
    internal static readonly CamaraError PastTime = new(400, "OUT_OF_RANGE", "subscriptionExpireTime and accessTokenExpiresUtc lie in the future.");
    internal static readonly CamaraError SubscriptionMismatch = new(403, "SUBSCRIPTION_MISMATCH", "The access token has not the scope for this event type.");
    internal static readonly CamaraError UnknownSubscription = new(404, "NOT_FOUND", "There is no such subscription, or it is not yours.");
    internal static readonly CamaraError AlreadySubscribed = new(409, "ALREADY_EXISTS", "There is a subscription of this event type for this phone number and sink.");
    internal static readonly CamaraError KeyUsed = new(409, "ABORTED", "The Idempotency-Key was used for another request, or so long ago that its answer is no longer kept.");
    internal static readonly CamaraError OneTypeOnly = new(422, "MULTIEVENT_SUBSCRIPTION_NOT_SUPPORTED", "One event type for each subscription.");
    internal static readonly CamaraError QuotaExceeded = new(429, "QUOTA_EXCEEDED", "There are as many subscriptions as there may be.");

    /// <summary>A body that does not fit the schema.</summary>
    internal static CamaraError Invalid(string message) => new(400, "INVALID_ARGUMENT", message);

    /// <summary>Why a number refused a subscription.</summary>
    internal static CamaraError Of(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => UnknownNumber,
        Refusal.NotAssigned or Refusal.Frozen => NoSubscriber,
        Refusal.SubscriptionTimeOutOfRange => PastTime,
        Refusal.AlreadySubscribed => AlreadySubscribed,
        Refusal.TooManySubscriptions => QuotaExceeded,
        Refusal.KeyReused or Refusal.KeyExpired => KeyUsed,
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "No subscription is refused so."),
    };

    /// <summary>An error of the HTTP edge in CAMARA's words.</summary>
    internal static CamaraError Of(ApiError error, string? detail) => new(error.Status, CodeOf(error.Status), detail ?? error.Meaning);

    internal Task Write(HttpContext context)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, this, CamaraErrorJson.Default.CamaraError, context.RequestAborted);
    }

    // 413 has no code in the common rules; the name is the HTTP phrase of the time.
    private static string CodeOf(int status) => status switch
    {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        405 => "METHOD_NOT_ALLOWED",
        406 => "NOT_ACCEPTABLE",
        408 => "TIMEOUT",
        409 => "ABORTED",
        413 => "PAYLOAD_TOO_LARGE",
        415 => "UNSUPPORTED_MEDIA_TYPE",
        429 => "TOO_MANY_REQUESTS",
        503 => "UNAVAILABLE",
        >= 500 => "INTERNAL",
        _ => "INVALID_ARGUMENT",
    };
}

/// <summary>An error as a handler's result.</summary>
internal sealed class CamaraProblem(CamaraError error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => error.Write(httpContext);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CamaraError))]
internal sealed partial class CamaraErrorJson : JsonSerializerContext;
