using System.Globalization;
using System.Security.Claims;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Access;

/// <summary>The number that a three-legged token is bound to, and the tenure in which its holder proved to have it: when that is over, the token must not speak for the next holder.</summary>
/// <param name="Number">The number.</param>
/// <param name="Generation">Its tenure.</param>
internal sealed record BoundNumber(PhoneNumber Number, int Generation)
{
    /// <summary>OpenID Connect Core 1.0, section 5.1.</summary>
    internal const string NumberClaim = "phone_number";

    internal const string GenerationClaim = "rn_generation";

    /// <summary>The binding in a principal, or null: the token is two-legged.</summary>
    internal static BoundNumber? Of(ClaimsPrincipal principal) =>
        PhoneNumber.TryParse(principal.FindFirstValue(NumberClaim), out var number)
        && int.TryParse(principal.FindFirstValue(GenerationClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            ? new BoundNumber(number, generation)
            : null;

    /// <summary>Whether a token names a number in a way that can't be read: it is then not taken for a two-legged one.</summary>
    internal static bool IsBroken(ClaimsPrincipal token) =>
        token.HasClaim(static claim => claim.Type is NumberClaim or GenerationClaim)
        && (Of(token) is null || token.FindAll(NumberClaim).Skip(1).Any() || token.FindAll(GenerationClaim).Skip(1).Any());
}
