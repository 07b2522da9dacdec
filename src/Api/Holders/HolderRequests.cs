using System.Text.Json.Serialization;
using RecycledNumbers.Api.Requests;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Holders;

/// <param name="Number">Number that a code is sent to.</param>
/// <param name="Language">Language of the message.</param>
internal sealed record CodeRequest(
    PhoneNumber Number,
    [property: Word("^(zh-CN|en)$", "zh-CN or en", 5)] string Language = "zh-CN") : IRequestBody;

/// <summary>A code was sent, if somebody has the number.</summary>
/// <param name="ExpiresIn">Seconds that the code is good for.</param>
internal sealed record CodeAnswer(int ExpiresIn);

/// <param name="Number">The number.</param>
/// <param name="Code">The six digits that were sent to it.</param>
internal sealed record ProofRequest(
    PhoneNumber Number,
    [property: Word("^[0-9]{6}$", "the six digits", 6)] string Code) : IRequestBody;

/// <param name="Number">The number.</param>
/// <param name="Code">The six digits that were sent to it for this platform.</param>
/// <param name="Scope">CAMARA scopes with spaces between, of those that the platform has; all of them unless said.</param>
internal sealed record ConsentRequest(
    PhoneNumber Number,
    [property: Word("^[0-9]{6}$", "the six digits", 6)] string Code,
    [property: Word("^[!-~]{1,120}( [!-~]{1,120}){0,19}$", "scopes with one space between", 2400)] string? Scope = null) : IRequestBody;

/// <summary>An access token (RFC 6749, section 5.1), bound to the number and the tenure.</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="TokenType">Bearer.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
/// <param name="Scope">What it may be used for.</param>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope);
