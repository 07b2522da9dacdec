using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Tests.Errors;

public sealed class MaskedNumbersTests
{
    [Theory]
    [InlineData("Response did not arrive on time: number/+8613800138000 (+441632960001)", "Response did not arrive on time: number/+861***00 (+441***01)")]
    [InlineData("took 5000 ms at +08:00", "took 5000 ms at +08:00")]
    public void Numbers_in_a_logged_fault_are_masked(string text, string masked) => MaskedNumbers.In(text).ShouldBe(masked);
}
