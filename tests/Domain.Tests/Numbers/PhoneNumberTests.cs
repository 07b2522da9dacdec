using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tests.Numbers;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+8613800138000", "CN")]
    [InlineData("+12025550123", "US")]
    [InlineData("+16045550123", "CA")]
    [InlineData("+61412345678", "AU")]
    [InlineData("+33612345678", "FR")]
    [InlineData("+919876543210", "IN")]
    [InlineData("+821012345678", "KR")]
    [InlineData("+442079460958", "GB")]
    [InlineData("+390612345678", "IT")]
    public void A_number_in_E164_form_is_read_and_knows_its_country(string text, string country)
    {
        var number = PhoneNumber.Parse(text);
        (number.Value, number.ToString(), number.Country).ShouldBe((text, text, country));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("8613800138000")]
    [InlineData("13800138000")]
    [InlineData("008613800138000")]
    [InlineData("+0613800138000")]
    [InlineData("+86 138 0013 8000")]
    [InlineData("+86-138-0013-8000")]
    [InlineData("+8613800138000 ")]
    [InlineData(" +8613800138000")]
    [InlineData("+8613800138000\n")]
    [InlineData("+8613800138000;ext=1")]
    [InlineData("tel:+8613800138000")]
    [InlineData("+86138001380０0")]
    [InlineData("+٨٦١٣٨٠٠١٣٨٠٠٠")]
    [InlineData("+861380013800a")]
    [InlineData("+86138")]
    [InlineData("+1202555")]
    [InlineData("+1234567890123456")]
    [InlineData("+9991234567")]
    [InlineData("+8613800138000'; DROP TABLE numbers; --")]
    public void Anything_else_is_no_number(string? text) => PhoneNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Parsing_what_is_no_number_says_so_without_repeating_it() =>
        Should.Throw<FormatException>(() => PhoneNumber.Parse("13800138000")).Message.ShouldNotContain("138");

    [Theory]
    [InlineData("+8613800138000", "+86138****8000")]
    [InlineData("+12025550123", "+120****0123")]
    [InlineData("+1234567", "+****")]
    [InlineData("+12345678", "+****5678")]
    public void A_mask_hides_the_middle(string text, string masked) => PhoneNumber.Mask(text).ShouldBe(masked);

    [Fact]
    public void Two_numbers_of_the_same_digits_are_one() => PhoneNumber.Parse(Story.Self).ShouldBe(PhoneNumber.Parse(Story.Self));
}
