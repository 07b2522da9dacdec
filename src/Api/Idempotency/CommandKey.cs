using System.Globalization;
using Microsoft.Extensions.Primitives;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Idempotency;

/// <summary>The caller's own id of a command and what the command says, as a handler parameter of endpoints marked <c>AsCommand</c>.</summary>
/// <param name="Key">The <c>Idempotency-Key</c>: 1–128 visible ASCII characters, as sent.</param>
/// <param name="Fingerprint">SHA-256 in lower-case hex over method, path, query and canonical body: equal for the same command, white space and order of properties aside.</param>
/// <param name="Generation">The <c>Expected-Generation</c>: the number must have it, or the command is refused; null: any.</param>
public sealed record CommandKey(string Key, string Fingerprint, int? Generation = null)
{
    internal const string Header = "Idempotency-Key";

    internal const string GenerationHeader = "Expected-Generation";

    /// <summary>The id to remember it by: <c>carrier:cmcc/KEY</c>, at most 200 characters. Two parties may use the same key; neither may see the other's answer.</summary>
    public string IdOf(Caller caller) => $"{caller.Party}/{Key}";

    /// <summary>The key of this request.</summary>
    public static ValueTask<CommandKey> BindAsync(HttpContext context) => ValueTask.FromResult(CommandInFlight.Of(context).Key);

    /// <exception cref="ApiException">There is none, or it can't be one.</exception>
    internal static string Read(StringValues header)
    {
        if (header.Count == 0) throw new ApiException(ApiErrors.IdempotencyKeyRequired);
        if (header is not [{ Length: >= 1 and <= 128 } key] || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ApiException(ApiErrors.IdempotencyKeyInvalid);
        return key;
    }

    /// <exception cref="ApiException">It is there and is no generation.</exception>
    internal static int? ReadGeneration(StringValues header) =>
        header.Count == 0 ? null
        : header is [{ Length: >= 1 and <= 9 } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var generation) ? generation
        : throw new ApiException(ApiErrors.ExpectedGenerationInvalid);
}
