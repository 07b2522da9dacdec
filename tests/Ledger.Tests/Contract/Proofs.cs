using RecycledNumbers.Ledger.Credentials;
using RecycledNumbers.Ledger.Disclosures;

namespace RecycledNumbers.Ledger.Tests.Contract;

public abstract partial class LedgerContract
{
    private static readonly string s_reference = new('a', 64);

    [Fact]
    public async Task A_statement_is_kept_once_and_never_replaced()
    {
        (await Ledger.Disclosures.Find(s_reference)).ShouldBeNull();

        await Ledger.Disclosures.Keep(new KeptDisclosure(s_reference, """{"number":"周"}""", "seal", Sample.Noon));
        var again = await Ledger.Disclosures.Keep(new KeptDisclosure(s_reference, "{}", "other", Sample.Noon.AddDays(1)));

        again.ShouldBe(new KeptDisclosure(s_reference, """{"number":"周"}""", "seal", Sample.Noon));
        (await Ledger.Disclosures.Find(s_reference)).ShouldBe(again);
    }

    [Fact]
    public async Task A_statement_that_many_keep_at_once_is_one()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Ledger.Disclosures.Keep(new KeptDisclosure(s_reference, $"{i}", "seal", Sample.Noon))));

        kept.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Statements_are_forgotten_by_when_the_buyer_was_told()
    {
        for (var day = 0; day < 3; day++) await Ledger.Disclosures.Keep(new KeptDisclosure($"{day}".PadLeft(64, 'b'), "{}", "seal", Sample.Noon.AddDays(day)));

        (await Ledger.Disclosures.Forget(Sample.Noon.AddDays(2), 1)).ShouldBe(1);
        (await Ledger.Disclosures.Forget(Sample.Noon.AddDays(2), 10)).ShouldBe(1);
        (await Ledger.Disclosures.Forget(Sample.Noon.AddDays(2), 10)).ShouldBe(0);
        (await Ledger.Disclosures.Find("2".PadLeft(64, 'b'))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_place_in_a_list_is_given_once()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ledger.Credentials.Take(Place(1, 7, "+8613800000001"))));

        taken.Count(t => t).ShouldBe(1);
        (await Ledger.Credentials.Take(Place(2, 7, "+8613800000001"))).ShouldBeTrue();
        (await Ledger.Credentials.IsKnown(1)).ShouldBeTrue();
        (await Ledger.Credentials.IsKnown(3)).ShouldBeFalse();
        (await Ledger.Credentials.Count("+8613800000001", Sample.Noon)).ShouldBe(2);
        (await Ledger.Credentials.Count("+8613800000001", Sample.Noon.AddDays(1))).ShouldBe(0);
    }

    [Theory]
    [InlineData("inService", 1, false, false)]
    [InlineData("suspended", 1, false, false)]
    [InlineData("frozen", 1, true, false)]
    [InlineData("available", 1, true, false)]
    [InlineData("inService", 2, true, true)]
    [InlineData("frozen", 2, true, true)]
    public async Task A_place_ends_with_its_tenure_as_the_numbers_own_row_says(string phase, int generation, bool ended, bool passed)
    {
        await Ledger.Commit(Sample.Commit("+8613800000001") with { Phase = phase, Generation = generation });
        await Ledger.Credentials.Take(Place(1, 7, "+8613800000001"));

        (await Ledger.Credentials.ReadEnded(1)).ShouldBe(ended ? [new EndedPlace(7, passed)] : []);
        (await Ledger.Credentials.ReadEnded(2)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Expired_credentials_are_forgotten_in_bites()
    {
        for (var place = 0; place < 3; place++) await Ledger.Credentials.Take(Place(1, place, "+8613800000001") with { ExpiresAt = Sample.Noon.AddHours(place) });

        (await Ledger.Credentials.Forget(Sample.Noon.AddHours(2), 1)).ShouldBe(1);
        (await Ledger.Credentials.Forget(Sample.Noon.AddHours(2), 10)).ShouldBe(1);
        (await Ledger.Credentials.Forget(Sample.Noon.AddHours(2), 10)).ShouldBe(0);
        (await Ledger.Credentials.Take(Place(1, 2, "+8613800000001"))).ShouldBeFalse();
    }

    private static CredentialPlace Place(long list, int place, string number) => new(list, place, number, Generation: 1, Sample.Noon.AddHours(1));
}
