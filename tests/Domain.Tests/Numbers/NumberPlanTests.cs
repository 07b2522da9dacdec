using System.Globalization;
using PhoneNumbers;

namespace RecycledNumbers.Domain.Tests.Numbers;

public sealed class NumberPlanTests
{
    [Fact]
    public void Country_and_possible_length_never_divide_within_ten_thousand_numbers()
    {
        var (plan, random, possible) = (PhoneNumberUtil.GetInstance(), new Random(20_261_124), 0);
        foreach (var code in plan.GetSupportedCallingCodes())
        {
            for (var n = 0; n < 300; n++)
            {
                var digits = code.ToString(CultureInfo.InvariantCulture) + string.Concat(Enumerable.Range(0, random.Next(4, 13)).Select(_ => random.Next(10).ToString(CultureInfo.InvariantCulture)));
                if (digits.Length is < 7 or > 15)
                {
                    continue;
                }

                var known = Domain.Numbers.PhoneNumber.TryParse("+" + digits, out var number);
                (known, number?.Country).ShouldBe(Asked(plan, "+" + digits), $"+{digits}");
                possible += known ? 1 : 0;
            }
        }

        possible.ShouldBeGreaterThan(10_000);
    }

    private static (bool, string?) Asked(PhoneNumberUtil plan, string text)
    {
        try
        {
            var parsed = plan.Parse(text, null);
            return plan.IsPossibleNumber(parsed) ? (true, plan.GetRegionCodeForNumber(parsed) ?? plan.GetRegionCodeForCountryCode(parsed.CountryCode) ?? "ZZ") : (false, null);
        }
        catch (NumberParseException)
        {
            return (false, null);
        }
    }
}
