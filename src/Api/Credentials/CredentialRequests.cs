using RecycledNumbers.Api.Requests;

namespace RecycledNumbers.Api.Credentials;

/// <param name="Platform">Id of the platform that it is for; no other may take it.</param>
/// <param name="Before">Month that it shall name; the earliest that is true unless said. A later one tells less.</param>
/// <param name="Nonce">What the platform gave the holder, so that it can tell this credential from a copy of another.</param>
internal sealed record CredentialRequest(
    [property: Word(Words.Id, Words.IdSaying, 40)] string Platform,
    [property: Word(CredentialWords.Month, CredentialWords.MonthSaying, 7)] string? Before = null,
    [property: Word(CredentialWords.Nonce, CredentialWords.NonceSaying, 128)] string? Nonce = null) : IRequestBody;

/// <param name="Before">Month that it shall name; the earliest that is true unless said.</param>
/// <param name="Nonce">Comes back in the credential.</param>
internal sealed record OwnCredentialRequest(
    [property: Word(CredentialWords.Month, CredentialWords.MonthSaying, 7)] string? Before = null,
    [property: Word(CredentialWords.Nonce, CredentialWords.NonceSaying, 128)] string? Nonce = null) : IRequestBody;

/// <summary>A tenure credential.</summary>
/// <param name="Credential">The JWT.</param>
/// <param name="ExpiresIn">Its life in seconds.</param>
/// <param name="HeldSinceBefore">The month that it names.</param>
internal sealed record CredentialAnswer(string Credential, int ExpiresIn, string HeldSinceBefore);

/// <summary>Patterns of these requests.</summary>
internal static class CredentialWords
{
    internal const string Month = "^[0-9]{4}-(0[1-9]|1[0-2])$";
    internal const string MonthSaying = "a month such as 2026-03";
    internal const string Nonce = "^[!-~]{8,128}$";
    internal const string NonceSaying = "8 to 128 visible ASCII characters";
}
