using System.Collections.Immutable;

namespace RecycledNumbers.Domain.Holders;

/// <summary>A number's one-time codes: the last one, and when codes were asked for within a day. It is the same for a number that does not exist, so that nothing can be told from it.</summary>
public sealed record HolderCodes
{
    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>How often one code may be tried.</summary>
    public const int MostTries = 5;

    /// <summary>Codes for one number within a quarter of an hour.</summary>
    public const int MostAtOnce = 3;

    /// <summary>Codes for one number within a day: 10 codes of 5 tries leave somebody who guesses a chance of 1 in 20,000.</summary>
    public const int MostADay = 10;

    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(15);

    /// <summary>The last code, or null: none, or it was used.</summary>
    public HolderCode? Code { get; init; }

    /// <summary>When codes were asked for, oldest first.</summary>
    public ImmutableArray<DateTimeOffset> AskedAt { get; init; } = [];

    /// <summary>The next code takes the place of the last. Null: too many were asked for.</summary>
    public HolderCodes? Ask(HolderCode code, DateTimeOffset now)
    {
        var today = AskedAt.Where(at => at > now.AddDays(-1)).ToImmutableArray();
        return today.Length >= MostADay || today.Count(at => at > now - AtOnce) >= MostAtOnce ? null : new HolderCodes { Code = code, AskedAt = today.Add(now) };
    }

    /// <summary>Whether there is a code that may still be tried.</summary>
    public bool MayTry(DateTimeOffset now) => Code is { Tries: < MostTries } code && now < code.Until;

    /// <summary>After a try: a code that was right is used, one that was wrong has a try less.</summary>
    public HolderCodes Tried(bool right) => this with { Code = right ? null : Code! with { Tries = Code.Tries + 1 } };

    /// <summary>Whether all of it is past and may be forgotten.</summary>
    public bool IsOver(DateTimeOffset now) => !MayTry(now) && AskedAt.All(at => at <= now.AddDays(-1));
}

/// <summary>One code.</summary>
/// <param name="Id">Opaque id, of the message too.</param>
/// <param name="Sealed">The six digits, sealed.</param>
/// <param name="Generation">Tenure that had the number when it was asked for; 0: nobody had it, and no code proves anything.</param>
/// <param name="Platform">The platform that asked for it, which alone may use it; null: the holder.</param>
/// <param name="Language">Language of the message.</param>
/// <param name="Until">When it is over.</param>
/// <param name="Tries">How often it was tried wrongly.</param>
public sealed record HolderCode(string Id, string Sealed, int Generation, string? Platform, string Language, DateTimeOffset Until, int Tries);
