using System.Text.Json;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Errors;

/// <summary>Names what the framework only calls a bad request.</summary>
internal static partial class BadRequests
{
    internal static (ApiError Error, string? Detail) Explain(BadHttpRequestException bad)
    {
        if (bad.StatusCode != StatusCodes.Status400BadRequest) return (ApiErrors.ForStatus(bad.StatusCode), null);
        if (bad.InnerException is JsonException flaw) return Explain(flaw);
        if (bad.InnerException is InvalidDataException) return (ApiErrors.BadRequest, null);

        // The framework tells the parameter in its message only; a test holds the wording still.
        if (FailedParameter().Match(bad.Message) is { Success: true } failed) return Parameter(failed.Groups["name"].Value);
        return bad.Message.Contains("body", StringComparison.Ordinal) ? (ApiErrors.InvalidBody, "This endpoint needs a JSON body.") : (ApiErrors.BadRequest, null);
    }

    internal static (ApiError Error, string? Detail) Explain(JsonException flaw)
    {
        var where = Where(flaw);
        return flaw switch
        {
            JsonFieldException known => (known.Error, known.Error.Meaning + where),
            _ when flaw.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => (ApiErrors.UnknownField, "A field is not known here." + where),
            _ => (ApiErrors.InvalidBody, "The JSON is malformed or does not fit." + where),
        };
    }

    private static (ApiError Error, string? Detail) Parameter(string name) => name switch
    {
        "number" => (ApiErrors.InvalidNumber, null),
        "limit" => (ApiErrors.InvalidLimit, null),
        "after" => (ApiErrors.InvalidCursor, null),
        "date" => (ApiErrors.InvalidDate, null),
        _ => (ApiErrors.InvalidParameter, $"The parameter '{name}' can't be read."),
    };

    // Only where: the value itself is the caller's, and may be a number or a name that must not travel on into anyone's logs.
    private static string Where(JsonException flaw)
    {
        var path = flaw.Path is { Length: > 0 and <= 100 } known ? $" At {known}" : "";
        return flaw.LineNumber is { } line ? $"{path} (line {line + 1}, byte {flaw.BytePositionInLine + 1})." : path;
    }

    [GeneratedRegex("""parameter "\S+ (?<name>\w+)" """, RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex FailedParameter();
}
