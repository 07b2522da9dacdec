using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Api.Console;

/// <summary>Slows down guessing at the door, as <see cref="TokenThrottle"/> does for tokens: logins of an address that fail.</summary>
internal sealed class LoginBudget(IOptions<AccessOptions> access) : IDisposable
{
    private readonly AddressBudget failures = new(access.Value.FailedTokensPerMinute, TimeSpan.FromMinutes(1));

    internal bool IsSpent(HttpContext context) => failures.IsSpent(context);

    internal void Spend(HttpContext context) => failures.Spend(context);

    public void Dispose() => failures.Dispose();
}
