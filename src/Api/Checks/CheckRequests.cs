using System.Text.Json.Serialization;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Checks;

/// <param name="Number">Number to ask about.</param>
/// <param name="Date">Has the owner changed since this day? Not in the future.</param>
/// <param name="TenureToken">Or: is it still the tenure of this token?</param>
internal sealed record CheckRequest(
    PhoneNumber Number,
    DateOnly? Date = null,
    [property: Text(1, 64)] string? TenureToken = null) : IRequestBody
{
    string? IRequestBody.Flaw() => Date is null == TenureToken is null ? "date: give either date or tenureToken, exactly one of them." : null;
}

/// <param name="Answer"><c>yes</c>: the owner of then is not the owner now, or nobody is; <c>no</c>: still the same; <c>no_data</c>: not known, or not as far back.</param>
internal sealed record CheckResponse([property: Word("^(yes|no|no_data)$", "", 7)] string Answer);

/// <summary>A row of a batch: the question and its answer, or the code of the error that it would have been alone.</summary>
internal sealed record CheckRowAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Date,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TenureToken,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Answer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Line = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null);
