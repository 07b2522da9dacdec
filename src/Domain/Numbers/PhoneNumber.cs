using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Domain.Numbers;

/// <summary>A telephone number in E.164 form (ITU-T E.164, 11/2010): a plus sign and 7 to 15 digits, possible in its country. One that exists is valid.</summary>
[GenerateSerializer, Immutable, Alias("rn.PhoneNumber")]
public sealed partial record PhoneNumber : IParsable<PhoneNumber>
{
    private PhoneNumber(string value) => Value = value;

    /// <summary>E.164 text with the plus sign, for example <c>+8613800138000</c>.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>ISO 3166-1 alpha-2 code of the country, or <c>ZZ</c> where the number plan does not tell.</summary>
    public string Country => NumberPlan.CountryOf(Value)!;

    /// <summary>The number with its middle hidden, fit for logs: <c>+86138****8000</c>.</summary>
    public string Masked => Mask(Value);

    /// <summary>Masks any E.164 text.</summary>
    public static string Mask(string value) => value.Length <= 8 ? "+****" : $"{value[..^8]}****{value[^4..]}";

    /// <summary>Parses E.164 text.</summary>
    /// <exception cref="FormatException">It is not a possible number in E.164 form.</exception>
    public static PhoneNumber Parse(string s) => Parse(s, null);

    /// <inheritdoc />
    public static PhoneNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException("Not a telephone number in E.164 form.");

    /// <summary>Parses E.164 text; nothing but a plus sign and digits is accepted.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, [MaybeNullWhen(false)] out PhoneNumber result) => TryParse(s, null, out result);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PhoneNumber result)
    {
        result = null;
        if (s is null || !E164().IsMatch(s) || NumberPlan.CountryOf(s) is null)
        {
            return false;
        }

        result = new PhoneNumber(s);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex E164();
}
