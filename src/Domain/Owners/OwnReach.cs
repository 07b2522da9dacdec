using System.Globalization;
using System.Text;
using PhoneNumbers;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Owners;

/// <summary>Whether an address would ring at a number: the number itself however it is written, or an e-mail address that a gateway turns into an SMS to it.</summary>
/// <remarks>In doubt yes. A reminder that is not sent costs less than one that a stranger reads.</remarks>
public static class OwnReach
{
    /// <summary>Whether a message to this telephone number, in whatever notation, reaches the number.</summary>
    /// <param name="number">E.164 text.</param>
    /// <param name="recipient">Digits with any signs between them.</param>
    public static bool ByPhone(string number, string recipient) => Ends(Digits(recipient), number);

    /// <summary>Whether a message to this e-mail address may reach the number: its digits stand in the local part or in the domain.</summary>
    public static bool ByEmail(string number, string address)
    {
        var at = address.LastIndexOf('@');
        return Holds(Digits(at < 0 ? address : address[..at]), number) || (at >= 0 && Holds(Digits(address[(at + 1)..]), number));
    }

    private static bool Ends(string digits, string number) => digits.Length > 0 && (digits.EndsWith(National(number), StringComparison.Ordinal) || digits == number[1..]);

    private static bool Holds(string digits, string number) => digits.Contains(National(number), StringComparison.Ordinal);

    /// <summary>The national significant number: what every way to write the number has in common.</summary>
    private static string National(string number)
    {
        var plan = PhoneNumberUtil.GetInstance();
        return plan.GetNationalSignificantNumber(plan.Parse(number, null));
    }

    // Digits of any script count: a full-width 1 is a 1 to many gateways.
    private static string Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var rune in FoldedText.Of(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
            {
                digits.Append((int)Rune.GetNumericValue(rune));
            }
        }

        return digits.ToString();
    }
}
