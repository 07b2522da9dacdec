using System.Text.RegularExpressions;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Interceptions;

/// <summary>How senders are named.</summary>
[GenerateSerializer, Alias("rn.SendersBy")]
public enum SendersBy
{
    /// <summary>One number.</summary>
    Number,

    /// <summary>Every number that begins so.</summary>
    Prefix,

    /// <summary>dunning, callsFromAbroad, marketing: what the carrier knows to be such.</summary>
    Category,
}

/// <summary>Senders that a carrier may be asked to intercept. One that exists is valid.</summary>
[GenerateSerializer, Immutable, Alias("rn.Senders")]
public sealed partial record Senders
{
    /// <summary>Categories that there are.</summary>
    public static readonly IReadOnlyList<string> Categories = ["dunning", "callsFromAbroad", "marketing"];

    private Senders(SendersBy by, string value) => (By, Value) = (by, value);

    /// <summary>How they are named.</summary>
    [Id(0)] public SendersBy By { get; private init; }

    /// <summary>An E.164 number; a plus sign and 1 to 14 digits; or a category.</summary>
    [Id(1)] public string Value { get; private init; }

    /// <summary>Null: there can be no such senders.</summary>
    public static Senders? TryParse(SendersBy by, string? value) => value is not null && by switch
    {
        SendersBy.Number => PhoneNumber.TryParse(value, out _),
        SendersBy.Prefix => Prefix().IsMatch(value),
        SendersBy.Category => Categories.Contains(value, StringComparer.Ordinal),
        _ => false,
    }
        ? new Senders(by, value)
        : null;

    /// <summary>Whether they would be most of a number's own country: its own beginning, in fewer than six digits.</summary>
    public bool AreTooMany(string number) => By == SendersBy.Prefix && Value.Length <= 6 && number.StartsWith(Value, StringComparison.Ordinal);

    [GeneratedRegex(@"\A\+[1-9][0-9]{0,13}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Prefix();
}
