using System.Globalization;
using System.Runtime.InteropServices;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Checks;

/// <summary>Ten thousand consecutive numbers: all that differ in their last four digits only. The number plan (country, possible lengths) never divides within one.</summary>
/// <param name="Prefix">A number's digits without the last four, as an integer: no country code begins with 0, so it tells its own length.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BlockKey(long Prefix)
{
    /// <summary>Numbers of a block.</summary>
    public const int Size = 10_000;

    private const int Least = 7;
    private const int Most = 15;

    /// <summary>As a grain key: <c>+8613800138</c>.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"+{Prefix}");

    /// <summary>The number at a line (0–9999), E.164 text.</summary>
    public string NumberAt(int line) => string.Create(CultureInfo.InvariantCulture, $"+{Prefix}{line:0000}");

    /// <summary>Whose calendar its days are counted in.</summary>
    public FreezeProfile Calendar => FreezeProfile.Of(PhoneNumber.TryParse(NumberAt(0), out var first) ? first.Country : FreezeProfile.Default.Country);

    /// <summary>Whether its numbers have a length that their country knows.</summary>
    public bool IsPossible => PhoneNumber.TryParse(NumberAt(0), out _);

    /// <summary>The block of a grain key.</summary>
    public static BlockKey Parse(string text) => new(long.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>Block and line of E.164 text.</summary>
    public static (BlockKey Key, int Line) Of(string number)
    {
        var digits = long.Parse(number.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
        return (new(digits / Size), (int)(digits % Size));
    }

    /// <summary>Block and line of a plus sign and 7 to 15 digits in UTF-8, without making a text of it. False: it is no such thing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> number, out BlockKey key, out int line) =>
        TryReadDigits(number is [(byte)'+', .. var digits] ? digits : default, start: 0, out key, out line);

    /// <summary>Block and line of the ten digits of a number of the North American plan (country code 1) in UTF-8.</summary>
    public static bool TryReadNational(ReadOnlySpan<byte> number, out BlockKey key, out int line) =>
        TryReadDigits(number.Length == 10 ? number : default, start: 1, out key, out line);

    private static bool TryReadDigits(ReadOnlySpan<byte> digits, long start, out BlockKey key, out int line)
    {
        var value = start;
        (key, line) = (default, 0);
        if (digits.Length is < Least or > Most || digits[0] == (byte)'0')
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        (key, line) = (new(value / Size), (int)(value % Size));
        return true;
    }
}
