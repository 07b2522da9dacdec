using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.My;

/// <summary>Who is on the holder's pages: first a number that waits for its code, then a number and tenure that were proved. Both in sealed cookies, which no script reads and no other site can make the browser send.</summary>
internal sealed class MySession(IDataProtectionProvider protection)
{
    /// <summary>The authentication scheme.</summary>
    internal const string Scheme = "holder";

    /// <summary>How long a proved holder may stay.</summary>
    internal static readonly TimeSpan Stay = TimeSpan.FromMinutes(20);

    private const string Pending = "rn.pending";
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("my-pending").ToTimeLimitedDataProtector();

    /// <summary>Keeps the number while its code is on the way.</summary>
    internal void Expect(HttpContext context, PhoneNumber number) => context.Response.Cookies.Append(Pending, seal.Protect(number.Value, Wait), Cookie(context));

    /// <summary>The number whose code is on the way, or null.</summary>
    internal PhoneNumber? Expected(HttpContext context) =>
        context.Request.Cookies[Pending] is { Length: < 1000 } text && PhoneNumber.TryParse(seal.TryUnprotect(text), out var number) ? number : null;

    /// <summary>The number was proved.</summary>
    internal static Task Begin(HttpContext context, BoundNumber bound)
    {
        context.Response.Cookies.Delete(Pending, Cookie(context));
        var identity = new ClaimsIdentity(
            [new(BoundNumber.NumberClaim, bound.Number.Value), new(BoundNumber.GenerationClaim, bound.Generation.ToString(CultureInfo.InvariantCulture))], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>The number that was proved, or null.</summary>
    internal static async Task<BoundNumber?> Bound(HttpContext context) =>
        await context.AuthenticateAsync(Scheme) is { Succeeded: true, Principal: { } principal } ? BoundNumber.Of(principal) : null;

    /// <summary>The holder leaves, or is one no more.</summary>
    internal static Task End(HttpContext context) => context.SignOutAsync(Scheme);

    private static CookieOptions Cookie(HttpContext context) =>
        new() { Path = "/my", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = Wait };
}
