using System.Globalization;

namespace RecycledNumbers.Api.Errors;

/// <summary><c>Retry-After</c> in whole seconds (RFC 9110, 10.2.3).</summary>
internal static class RetryHeader
{
    internal static void RetryIn(this IHeaderDictionary headers, TimeSpan wait) => headers.RetryAfter = ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
