using System.Collections.Immutable;

namespace RecycledNumbers.Api.Errors;

/// <summary>Every error of the HTTP edge itself. Append-only; <c>docs/errors.md</c> is written from it and checked by a test.</summary>
public static class ApiErrors
{
    public static readonly ApiError BadRequest = new("bad_request", 400, "Bad request", "The request is not well-formed HTTP for this endpoint.");
    public static readonly ApiError InvalidBody = new("invalid_body", 400, "Invalid body", "The body is not the JSON that this endpoint takes: malformed, a required field missing, a value of the wrong kind, a name twice, text that is not Unicode, or a NUL character.");
    public static readonly ApiError UnknownField = new("unknown_field", 400, "Unknown field", "The body has a field that this endpoint does not know; nothing was done, because a misspelt field must not be ignored.");
    public static readonly ApiError InvalidField = new("invalid_field", 400, "Invalid field", "A field of the body has a value that it can't have: too long, out of its range, or not of its format. The detail names the field and what to give.");
    public static readonly ApiError ContactIsThisNumber = new("contact_is_this_number", 400, "Contact is this number", "A contact must be another number than the one it is left for, and no e-mail address that holds its digits: that number will ring at a stranger's.");
    public static readonly ApiError RowTooLong = new("row_too_long", 400, "Row too long", "A row of a streamed body is longer than 4 KB.");
    public static readonly ApiError TooManyRows = new("too_many_rows", 400, "Too many rows", "The streamed body has more rows than this endpoint takes; the rows before this one were answered, those after it were not read.");
    public static readonly ApiError InvalidCompression = new("invalid_compression", 400, "Invalid compression", "The body says that it is gzip and can't be unpacked to its end.");
    public static readonly ApiError InvalidParameter = new("invalid_parameter", 400, "Invalid parameter", "A part of the path or of the query can't be read.");
    public static readonly ApiError InvalidNumber = new("invalid_number", 400, "Invalid number", "The telephone number is not a valid E.164 number with its plus sign.");
    public static readonly ApiError InvalidDate = new("invalid_date", 400, "Invalid date", "A date is not YYYY-MM-DD, or a time is not RFC 3339 with its offset.");
    public static readonly ApiError InvalidCursor = new("invalid_cursor", 400, "Invalid cursor", "The cursor did not come from the last page of this very list.");
    public static readonly ApiError InvalidLimit = new("invalid_limit", 400, "Invalid limit", "The limit is not a whole number from 1 to 1000.");
    public static readonly ApiError IdempotencyKeyRequired = new("idempotency_key_required", 400, "Idempotency-Key required", "Commands need an Idempotency-Key header, so that a retry changes nothing twice.");
    public static readonly ApiError IdempotencyKeyInvalid = new("idempotency_key_invalid", 400, "Idempotency-Key invalid", "The Idempotency-Key is not one value of 1 to 128 visible ASCII characters.");
    public static readonly ApiError ExpectedGenerationInvalid = new("expected_generation_invalid", 400, "Expected-Generation invalid", "The Expected-Generation is not one whole number from 0 to 999999999; leave it out, or give the generation that you know the number to have.");
    public static readonly ApiError InvalidCode = new("invalid_code", 400, "Invalid code", "The one-time code is wrong, used, too old, or was tried too often; or the number has changed hands since. They are not told apart.");
    public static readonly ApiError Unauthorized = new("unauthorized", 401, "Unauthorized", "There is no valid access token with the request; get one from /connect/token.");
    public static readonly ApiError Forbidden = new("forbidden", 403, "Forbidden", "The token is valid but has not the scope that this endpoint needs.");
    public static readonly ApiError NotFound = new("not_found", 404, "Not found", "There is nothing here, or it is not yours; the two are not told apart.");
    public static readonly ApiError MethodNotAllowed = new("method_not_allowed", 405, "Method not allowed", "The address exists, but not with this HTTP method.");
    public static readonly ApiError NotAcceptable = new("not_acceptable", 406, "Not acceptable", "The endpoint has no answer of a kind that the Accept header allows.");
    public static readonly ApiError RequestTimeout = new("request_timeout", 408, "Request timeout", "The body arrived too slowly.");
    public static readonly ApiError IdempotencyKeyExpired = new("idempotency_key_expired", 409, "Idempotency-Key expired", "The key was used so long ago that its answer is no longer kept; the command was done then and is not done again.");
    public static readonly ApiError DayNotOver = new("day_not_over", 409, "Day not over", "The day has not ended, by UTC and the registry's clock, or has ended moments ago: its list is not closed yet. What there is so far is read by cursor.");
    public static readonly ApiError UnknownPlatform = new("unknown_platform", 409, "Unknown platform", "There is no platform with this id, so nobody could verify what would be made for it.");
    public static readonly ApiError DisclosureAltered = new("disclosure_altered", 409, "Disclosure altered", "There is a statement under this code, but it does not fit its seal: it was changed after it was made, and is not shown.");
    public static readonly ApiError BatchFinished = new("batch_finished", 409, "Batch finished", "Every row of the batch has its answer already; there is nothing left to cancel.");
    public static readonly ApiError BodyTooLarge = new("body_too_large", 413, "Body too large", "The body is larger than this endpoint takes; commands take 64 KB.");
    public static readonly ApiError UnsupportedMediaType = new("unsupported_media_type", 415, "Unsupported media type", "The Content-Type or Content-Encoding is not one that this endpoint takes; commands take application/json in UTF-8.");
    public static readonly ApiError IdempotencyKeyReused = new("idempotency_key_reused", 422, "Idempotency-Key reused", "The key was already used for another command; nothing was done.");
    public static readonly ApiError TooManyRequests = new("too_many_requests", 429, "Too many requests", "Wait as long as Retry-After says.");
    public static readonly ApiError InternalError = new("internal_error", 500, "Internal error", "A fault of the registry; its operator finds it by the traceId.");
    public static readonly ApiError OutcomeUnknown = new("outcome_unknown", 503, "Outcome unknown", "The command may or may not have been done: repeat it with the same Idempotency-Key after Retry-After, or ask the operation in Location.");
    public static readonly ApiError Unavailable = new("unavailable", 503, "Unavailable", "The registry can't answer just now; ask again after Retry-After.");
    public static readonly ApiError NumberStuck = new("number_stuck", 503, "Number stuck", "The stored record of this very number can't be read; nothing was changed, and its operator has to repair it. Other numbers are not concerned.");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static ImmutableArray<ApiError> All { get; } =
    [
        BadRequest, InvalidBody, UnknownField, InvalidField, ContactIsThisNumber, RowTooLong, TooManyRows, InvalidCompression, InvalidParameter, InvalidNumber, InvalidDate, InvalidCursor, InvalidLimit,
        IdempotencyKeyRequired, IdempotencyKeyInvalid, ExpectedGenerationInvalid, InvalidCode, Unauthorized, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, RequestTimeout,
        IdempotencyKeyExpired, DayNotOver, UnknownPlatform, DisclosureAltered, BatchFinished, BodyTooLarge, UnsupportedMediaType, IdempotencyKeyReused, TooManyRequests, InternalError, OutcomeUnknown, Unavailable, NumberStuck,
        .. LifecycleErrors.All,
    ];

    /// <summary>What a bare status code means: for answers that the framework gives without a body.</summary>
    internal static ApiError ForStatus(int status) => status switch
    {
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        503 => Unavailable,
        >= 500 => InternalError,
        _ => BadRequest,
    };
}
