using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Ledger.Credentials;

namespace RecycledNumbers.Api.Credentials;

/// <summary>
/// Status lists of credentials (IETF OAuth draft "Token Status List"), two bits for each: 0 valid; 1 invalid, because the number has another owner; 2 suspended, because it was deactivated and could
/// go back to the same subscriber. Made from the numbers' own rows each time, so there is nothing that could be forgotten to be flipped.
/// </summary>
internal sealed class StatusLists(Func<ICredentialLedger> ledger, KeyRing keys, IOptions<AccessOptions> access, IOptions<CredentialOptions> options) : IDisposable
{
    /// <summary>Places of one list: so many that a platform which fetches it does not tell whom it asks about.</summary>
    internal const int Size = 1 << 18;

    /// <summary>How long a platform may keep a list (<c>ttl</c>), in seconds.</summary>
    internal const int TimeToLive = 60;

    internal const string MediaType = "application/statuslist+jwt";

    private const int Bits = 2;
    private const int PerByte = 8 / Bits;
    private const int PerDay = 1000;
    private const int TriesPerList = 4;
    private const byte Invalid = 1;
    private const byte Suspended = 2;

    private readonly MemoryCache made = new(new MemoryCacheOptions());

    /// <summary>Where a list is.</summary>
    internal string UriOf(long list) => string.Create(CultureInfo.InvariantCulture, $"{access.Value.Issuer.AbsoluteUri.TrimEnd('/')}/v1/status-lists/{list}");

    /// <summary>Takes a place by chance, so that two credentials of one tenure have nothing in common. The lists of a day are those of the credentials that expire on it; a full one is followed by the next.</summary>
    internal async Task<CredentialPlace> Take(BoundNumber bound, DateTimeOffset expires, CancellationToken cancellation)
    {
        for (var tried = 0; tried < PerDay * TriesPerList; tried++)
        {
            var place = new CredentialPlace(
                (DayOf(expires) * PerDay) + (tried / TriesPerList), System.Security.Cryptography.RandomNumberGenerator.GetInt32(Size), bound.Number.Value, bound.Generation, expires);
            if (await ledger().Take(place, cancellation)) return place;
        }

        throw new InvalidOperationException("Every status list of a day is full.");
    }

    /// <summary>The list as a signed JWT, or null: there is none.</summary>
    internal async Task<string?> Read(long list, CancellationToken cancellation)
    {
        // Outside these days there can be none, and looking would cost more than asking.
        var today = DayOf(TimeProvider.System.GetUtcNow());
        if (list / PerDay < today - 1 || list / PerDay > today + 8) return null;
        if (made.TryGetValue(list, out string? known)) return known;
        if (!await ledger().IsKnown(list, cancellation)) return null;

        var token = Sign(list, await ledger().ReadEnded(list, cancellation));
        if (options.Value.ListAge > TimeSpan.Zero) made.Set(list, token, options.Value.ListAge);
        return token;
    }

    public void Dispose() => made.Dispose();

    private string Sign(long list, IReadOnlyList<EndedPlace> ended)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return keys.SignToken(new SecurityTokenDescriptor
        {
            Issuer = access.Value.Issuer.AbsoluteUri,
            TokenType = "statuslist+jwt",
            IssuedAt = now,
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = UriOf(list),
                ["ttl"] = TimeToLive,
                ["status_list"] = new Dictionary<string, object> { ["bits"] = Bits, ["lst"] = Pack(ended) },
            },
        });
    }

    private static string Pack(IReadOnlyList<EndedPlace> ended)
    {
        var bits = new byte[Size / PerByte];
        foreach (var one in ended) bits[one.Place / PerByte] |= (byte)((one.Passed ? Invalid : Suspended) << (one.Place % PerByte * Bits));

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize)) zlib.Write(bits);
        return Base64Url.EncodeToString(packed.ToArray());
    }

    private static long DayOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 86_400;
}
