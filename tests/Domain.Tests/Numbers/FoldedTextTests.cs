using System.Text;
using RecycledNumbers.Domain.Disclosures;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Domain.Tests.Numbers;

public sealed class FoldedTextTests
{
    [Fact]
    public void Full_width_letters_and_digits_are_plain_ones() => FoldedText.Of("Ｋ３ｑ①").ShouldBe("K3q1");

    [Fact]
    public void No_character_is_a_fault_not_even_one_that_has_no_normal_form()
    {
        foreach (var any in Enumerable.Range(0, char.MaxValue + 1).Select(static c => (char)c))
        {
            FoldedText.Of($"a{any}b").IsNormalized(NormalizationForm.FormKC).ShouldBeTrue();
            DisclosureCode.TryParse($"K3QF{any}", out _).ShouldBeFalse();
        }
    }
}
