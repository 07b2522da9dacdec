using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RecycledNumbers.Api.Access;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger.Disclosures;

namespace RecycledNumbers.Api.Disclosures;

/// <summary>Keeps what buyers were told under seal, and finds it again by the code on their paper. API and pages ask the same desk.</summary>
/// <remarks>The seal is a keyed hash by the master key, which never changes: a statement can be checked for as long as the registry lives, whatever key signs answers by then.</remarks>
internal sealed partial class DisclosureDesk(
    IGrainFactory grains,
    Func<IDisclosureLedger> ledger,
    KeyRing keys,
    IOptions<DisclosureOptions> options,
    IOptions<AccessOptions> access,
    IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json,
    ILogger<DisclosureDesk> log) : IDisposable
{
    /// <summary>How long a spent budget stays spent at most.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly byte[] key = keys.Derive("disclosure");
    private readonly AddressBudget misses = new(options.Value.MissesPerAddress, Window);

    /// <summary>A code by chance.</summary>
    internal static string NewCode() => RandomNumberGenerator.GetString(DisclosureCode.Alphabet, DisclosureCode.Length);

    /// <summary>Where a code is checked.</summary>
    internal Uri UrlOf(DisclosureCode code) => new($"{access.Value.Issuer.AbsoluteUri.TrimEnd('/')}/disclosure/{code.Printed}");

    /// <summary>Keeps what a number's command said was told. Repeated with the same command it finds what it kept.</summary>
    internal async Task<GivenAnswer> Keep(PhoneNumber number, string carrier, CommandAnswer answer, CancellationToken cancellation)
    {
        var code = DisclosureCode.TryParse(answer.Given!.Code, out var given) ? given : throw new InvalidOperationException("The number answered with no code.");
        var kept = await ledger().Find(code.Reference, cancellation);
        if (kept is null)
        {
            var told = answer.Disclosure!;
            var name = (await grains.GetGrain<ICarrierGrain>(carrier).Read())?.Name ?? carrier;
            var statement = JsonSerializer.Serialize(
                new DisclosureStatement(number.Value, carrier, name, answer.Given.At, told.SecondHand, told.EarlierTenures, told.LastEnded, told.Cleared, told.Residual), json.Value.SerializerOptions);
            kept = await ledger().Keep(new KeptDisclosure(code.Reference, statement, Seal(code.Reference, statement), answer.Given.At), cancellation);
        }

        return Open(kept) is { Statement: { } whole } ? new GivenAnswer(code.Printed, UrlOf(code), whole) : throw new InvalidOperationException("A kept statement was altered.");
    }

    /// <summary>What is kept under what somebody typed.</summary>
    internal async Task<FoundDisclosure> Check(HttpContext context, string typed)
    {
        if (misses.IsSpent(context)) return Counted(new FoundDisclosure(DisclosureFinding.TooMany), "too_many");

        if (DisclosureCode.TryParse(typed, out var code) && await ledger().Find(code.Reference, context.RequestAborted) is { } kept)
        {
            var opened = Open(kept) with { Code = code };
            return opened.Finding == DisclosureFinding.Genuine ? opened : Altered(opened, kept.Reference);
        }

        misses.Spend(context);
        return Counted(new FoundDisclosure(DisclosureFinding.Unknown), "unknown");
    }

    public void Dispose() => misses.Dispose();

    private FoundDisclosure Open(KeptDisclosure kept)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Seal(kept.Reference, kept.Statement)), Encoding.UTF8.GetBytes(kept.Seal)))
            return new FoundDisclosure(DisclosureFinding.Altered);
        return new FoundDisclosure(DisclosureFinding.Genuine, kept.Statement, JsonSerializer.Deserialize<DisclosureStatement>(kept.Statement, json.Value.SerializerOptions));
    }

    private FoundDisclosure Altered(FoundDisclosure found, string reference)
    {
        LogAltered(log, reference[..8]);
        return Counted(found, "altered");
    }

    private static FoundDisclosure Counted(FoundDisclosure found, string reason)
    {
        ApiTelemetry.DisclosureRefused(reason);
        return found;
    }

    private string Seal(string reference, string statement) => KeyedHash.Of(key, $"{reference}\n{statement}", HMACSHA256.HashSizeInBytes);

    [LoggerMessage(1, LogLevel.Error, "The statement {Reference}… to a buyer does not fit its seal: its row was changed after it was written. It is not shown")]
    private static partial void LogAltered(ILogger log, string reference);
}

/// <summary>What came of looking a code up.</summary>
internal enum DisclosureFinding
{
    /// <summary>The statement is as it was made.</summary>
    Genuine,

    /// <summary>No such code; what is no code at all is not told apart.</summary>
    Unknown,

    /// <summary>There is a row, and it is not as it was made.</summary>
    Altered,

    /// <summary>The address tried too many; nothing was looked up.</summary>
    TooMany,
}

/// <summary>What was found.</summary>
/// <param name="Finding">What came of it.</param>
/// <param name="Text">The statement's very bytes as text, where it is genuine.</param>
/// <param name="Statement">The same, read.</param>
/// <param name="Code">The code, where there is a row.</param>
internal sealed record FoundDisclosure(DisclosureFinding Finding, string? Text = null, DisclosureStatement? Statement = null, DisclosureCode? Code = null);
