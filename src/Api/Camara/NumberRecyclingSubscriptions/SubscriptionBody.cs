using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using RecycledNumbers.Api.Json;
using RecycledNumbers.Contracts.Subscriptions;

namespace RecycledNumbers.Api.Camara.NumberRecyclingSubscriptions;

/// <summary>A subscription as it is asked for. Words that the template keeps for later (other protocols, other credentials) are read, so that each can be refused by its own code.</summary>
internal sealed partial record SubscriptionBody(
    string Protocol,
    string Sink,
    string[] Types,
    SubscriptionConfigBody Config,
    [property: JsonConverter(typeof(Given<SinkCredentialBody?>))] SinkCredentialBody? SinkCredential = null)
{
    private const string Http = "HTTP";
    private const string AccessToken = "ACCESSTOKEN";
    private const string Bearer = "bearer";
    private const int LongestToken = 4_000;

    /// <summary>What is wrong with its form, or null: first what fits no schema, then what is kept for later. The sink is asked about apart.</summary>
    internal CamaraError? Flaw() =>
        Types.Length == 0 || Array.Exists(Types, static type => type is null || SubscriptionTypes.Parse(type) is null) ? CamaraError.Invalid("types: name one of the event types of this API.")
        : Config.SubscriptionMaxEvents < 1 ? CamaraError.Invalid("subscriptionMaxEvents: give 1 or more.")
        : SinkCredential is { CredentialType: AccessToken, IsWholeToken: false } ? CamaraError.Invalid("sinkCredential: ACCESSTOKEN has accessToken, accessTokenExpiresUtc and accessTokenType, and nothing else.")
        : SinkCredential?.AccessToken?.Length > LongestToken ? CamaraError.Invalid("accessToken: give at most 4,000 characters.")
        : Protocol != Http ? CamaraError.InvalidProtocol
        : SinkCredential is not (null or { CredentialType: AccessToken }) ? CamaraError.InvalidCredential
        : SinkCredential is not null && (SinkCredential.AccessTokenType != Bearer || !BearerToken().IsMatch(SinkCredential.AccessToken!)) ? CamaraError.InvalidToken
        : null;

    // RFC 6750, section 2.1: what may stand behind "Bearer".
    [GeneratedRegex(@"\A[A-Za-z0-9._~+/-]+=*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex BearerToken();
}

internal sealed record SubscriptionConfigBody(
    SubscriptionDetailBody SubscriptionDetail,
    [property: JsonConverter(typeof(Given<DateTimeOffset?>))] DateTimeOffset? SubscriptionExpireTime = null,
    [property: JsonConverter(typeof(Given<int?>))] int? SubscriptionMaxEvents = null,
    [property: JsonConverter(typeof(Given<bool?>))] bool? InitialEvent = null);

internal sealed record SubscriptionDetailBody(SchemaNumber? PhoneNumber = null);

/// <summary>The members of all three kinds of credential; only one kind is taken.</summary>
internal sealed record SinkCredentialBody(
    string CredentialType,
    [property: JsonConverter(typeof(Given<string?>))] string? AccessToken = null,
    [property: JsonConverter(typeof(Given<DateTimeOffset?>))] DateTimeOffset? AccessTokenExpiresUtc = null,
    [property: JsonConverter(typeof(Given<string?>))] string? AccessTokenType = null,
    [property: JsonConverter(typeof(Given<string?>))] string? Identifier = null,
    [property: JsonConverter(typeof(Given<string?>))] string? Secret = null,
    [property: JsonConverter(typeof(Given<string?>))] string? RefreshToken = null,
    [property: JsonConverter(typeof(Given<string?>))] string? RefreshTokenEndpoint = null)
{
    [JsonIgnore]
    internal bool IsWholeToken =>
        AccessToken is not null && AccessTokenExpiresUtc is not null && AccessTokenType is not null
        && Identifier is null && Secret is null && RefreshToken is null && RefreshTokenEndpoint is null;
}
