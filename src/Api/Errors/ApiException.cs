using System.Text.Json;

namespace RecycledNumbers.Api.Errors;

/// <summary>Ends a request with an error from where no result can be returned: parameter binding, middleware.</summary>
public sealed class ApiException(ApiError error, string? detail = null) : Exception(detail ?? error.Meaning)
{
    public ApiError Error { get; } = error;
}

/// <summary>Thrown by a JSON converter that knows better than <c>invalid_body</c> what is wrong with its value.</summary>
public sealed class JsonFieldException(ApiError error) : JsonException(error.Meaning)
{
    public ApiError Error { get; } = error;
}
