using System.Runtime.CompilerServices;
using PhoneNumbers;
using RecycledNumbers.Domain.Checks;
using RecycledNumbers.Grains.Checks;

namespace RecycledNumbers.Grains.Tests.Checks;

public sealed class NumberEntryTests
{
    [Fact]
    public void A_number_takes_twelve_bytes() => Unsafe.SizeOf<NumberEntry>().ShouldBe(12);

    [Theory]
    [InlineData("1980-01-01", "2159-06-01", 1, true)]
    [InlineData("2026-03-02", "2026-07-13", 2_000_000_000, false)]
    public void Facts_come_back_as_they_were_kept(string covered, string since, int generation, bool owned)
    {
        var facts = new OwnerFacts(owned, generation, DateOnly.Parse(covered), DateOnly.Parse(since));

        var entry = new NumberEntry(facts, 4_000_000_000);

        (entry.Facts, entry.Sequence).ShouldBe((facts, 4_000_000_000));
    }

    [Fact]
    public void A_number_that_nothing_is_known_of_has_no_facts() => default(NumberEntry).Facts.ShouldBe(default);

    [Fact]
    public void No_number_plan_divides_within_a_block()
    {
        var plan = PhoneNumberUtil.GetInstance();
        var examples = plan.GetSupportedRegions().SelectMany(region => Enum.GetValues<PhoneNumberType>().Select(type => plan.GetExampleNumberForType(region, type)))
            .Where(static example => example is not null).Select(example => plan.Format(example, PhoneNumberFormat.E164)).Distinct().ToList();

        examples.Count.ShouldBeGreaterThan(500);
        foreach (var number in examples.Where(static n => Domain.Numbers.PhoneNumber.TryParse(n, out _)))
        {
            var (key, _) = BlockKey.Of(number);
            (number, key.IsPossible, key.Calendar).ShouldBe((number, true, Domain.Policies.FreezeProfile.Of(Domain.Numbers.PhoneNumber.Parse(number).Country)));
        }
    }
}
