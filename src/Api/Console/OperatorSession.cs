using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Api.Console;

/// <summary>Who is at the operators' pages; a parameter of their handlers.</summary>
/// <param name="Party">The operator's party, as it stands in histories.</param>
/// <param name="ClientId">The client that signed in.</param>
/// <param name="MayAct">Whether it has the scope <c>admin</c>: it acts, and sees numbers in full. Others look, and see them masked.</param>
/// <param name="CanLeave">Whether there is a session to end.</param>
public sealed record OperatorSession(string Party, string ClientId, bool MayAct, bool CanLeave)
{
    /// <summary>The authentication scheme of the cookie.</summary>
    internal const string Scheme = "operator";

    internal const string Cookie = "rn.console";

    private const string Began = "rn_began";

    /// <summary>The number as this operator may see it.</summary>
    internal string Show(string number) => MayAct ? number : PhoneNumber.Mask(number);

    /// <summary>The session of this request: <see cref="ConsoleDoor"/> has let it in.</summary>
    public static ValueTask<OperatorSession> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<OperatorSession>() ?? throw new InvalidOperationException("A page of the console without its door."));

    /// <summary>Who asks: a cookie of a session, an operator's token, or in Development whoever sits at the machine. Null: nobody whom we know.</summary>
    internal static async Task<OperatorSession?> Find(HttpContext context)
    {
        if (await context.AuthenticateAsync(Scheme) is { Succeeded: true, Principal: { } known } && Of(known, canLeave: true) is { } session)
        {
            context.User = known;
            return session;
        }

        if (Of(context.User, canLeave: false) is { } bearer) return bearer;
        if (!IsOpen(context)) return null;
        context.User = Principal("development", "operator:dev", [Scopes.Admin], "open", DateTimeOffset.UnixEpoch);
        return Of(context.User, canLeave: false);
    }

    /// <summary>Begins a session.</summary>
    internal static Task Begin(HttpContext context, ClientIdentity client, DateTimeOffset now) =>
        context.SignInAsync(Scheme, Principal(client.ClientId, client.Party, client.Scopes, RandomNumberGenerator.GetHexString(32, lowercase: true), now), new AuthenticationProperties { IsPersistent = false });

    /// <summary>Whether this client may be at the pages at all.</summary>
    internal static bool MayEnter(ClientIdentity client) => client.Role == Role.Operator && client.Scopes.Any(static s => s is Scopes.Admin or Scopes.AdminRead);

    /// <summary>How the cookie is: no script reads it, no other site makes the browser send it, it goes over TLS only, and it ends.</summary>
    internal static void Configure(CookieAuthenticationOptions options, ConsoleOptions console)
    {
        options.Cookie.Name = Cookie;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        // Browsers take localhost for safe, so this holds in Development too.
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.ExpireTimeSpan = console.IdleEnd;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = context => Validate(context, console);
    }

    // Renewed by whoever does something, and not by a page that keeps itself up to date: an empty chair is idle.
    private static Task Validate(CookieValidatePrincipalContext context, ConsoleOptions console)
    {
        var now = context.Options.TimeProvider!.GetUtcNow();
        if (!long.TryParse(context.Principal?.FindFirstValue(Began), NumberStyles.None, CultureInfo.InvariantCulture, out var began)
            || now - DateTimeOffset.FromUnixTimeSeconds(began) > console.AbsoluteEnd)
        {
            context.RejectPrincipal();
            return Task.CompletedTask;
        }

        context.ShouldRenew = !ConsoleDoor.IsByItself(context.HttpContext) && now - context.Properties.IssuedUtc > TimeSpan.FromMinutes(1);
        return Task.CompletedTask;
    }

    private static OperatorSession? Of(ClaimsPrincipal principal, bool canLeave)
    {
        if (Caller.From(principal) is not { Role: Role.Operator } caller) return null;
        var mayAct = principal.HasClaim(CallerClaims.Scope, Scopes.Admin);
        return mayAct || principal.HasClaim(CallerClaims.Scope, Scopes.AdminRead) ? new OperatorSession(caller.Party, caller.ClientId, mayAct, canLeave) : null;
    }

    private static ClaimsPrincipal Principal(string client, string party, IEnumerable<string> scopes, string id, DateTimeOffset began) => new(new ClaimsIdentity(
        [
            new(CallerClaims.Role, "operator"), new(CallerClaims.Party, party), new(CallerClaims.ClientId, client),
            .. scopes.Where(static s => s is Scopes.Admin or Scopes.AdminRead).Select(static s => new Claim(CallerClaims.Scope, s)),
            // Forms are bound to it: one that was opened in another session is too old.
            new(ClaimTypes.NameIdentifier, id),
            new(Began, began.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ], Scheme, CallerClaims.ClientId, CallerClaims.Role));

    // The name too: a page elsewhere may have its own name lead to this machine.
    private static bool IsOpen(HttpContext context) =>
        context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
        && context.RequestServices.GetRequiredService<IOptions<ConsoleOptions>>().Value.OpenInDevelopment
        && IPAddress.IsLoopback(context.Connection.RemoteIpAddress ?? IPAddress.None)
        && context.Request.Host.Host is ("localhost" or "127.0.0.1" or "[::1]");
}
