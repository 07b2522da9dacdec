using CsCheck;
using RecycledNumbers.Domain.Disclosures;

namespace RecycledNumbers.Domain.Tests.Disclosures;

public sealed class DisclosureCodeTests
{
    private const string Code = "K3QF9X2M7TBD0VWE64R1";

    [Theory]
    [InlineData("K3QF9X2M7TBD0VWE64R1")]
    [InlineData("K3QF-9X2M-7TBD-0VWE-64R1")]
    [InlineData("k3qf 9x2m 7tbd 0vwe 64r1")]
    [InlineData(" K3QF–9X2M–7TBD–OVWE–64Rl ")]
    [InlineData("k3qf-9x2m-7tbd-ovwe-64ri")]
    [InlineData("Ｋ３ＱＦ－９Ｘ２Ｍ－７ＴＢＤ－０ＶＷＥ－６４Ｒ１")]
    public void A_code_is_read_as_people_type_it(string typed)
    {
        DisclosureCode.TryParse(typed, out var code).ShouldBeTrue();
        (code!.Text, code.Printed).ShouldBe((Code, "K3QF-9X2M-7TBD-0VWE-64R1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K3QF9X2M7TBD0VWE64R")]
    [InlineData("K3QF9X2M7TBD0VWE64R11")]
    [InlineData("U3QF9X2M7TBD0VWE64R1")]
    [InlineData("K3QF_9X2M_7TBD_0VWE_64R1")]
    [InlineData("K3QF9X2M7TBD0VWE64R\0")]
    [InlineData("\ud800K3QF9X2M7TBD0VWE64R1")]
    public void What_is_no_code_is_none(string? typed) => DisclosureCode.TryParse(typed, out _).ShouldBeFalse();

    [Fact]
    public void No_text_is_a_fault() => Gen.String.Sample(text => DisclosureCode.TryParse(text, out _) || true);

    [Fact]
    public void A_reference_does_not_hold_its_code()
    {
        DisclosureCode.TryParse(Code, out var code).ShouldBeTrue();
        code!.Reference.ShouldMatch("^[0-9a-f]{64}$");
    }
}
