using RecycledNumbers.Domain.Parties;

namespace RecycledNumbers.Domain.Tests.Parties;

public sealed class PartyTests
{
    [Theory]
    [InlineData("carrier:cmcc")]
    [InlineData("platform:wechat-2")]
    [InlineData("operator:dev")]
    [InlineData("registry:registry")]
    public void A_party_is_read_as_it_is_written(string text) => Party.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("cmcc")]
    [InlineData(":cmcc")]
    [InlineData("carrier:")]
    [InlineData("carrier:CMCC")]
    [InlineData("CARRIER:cmcc")]
    [InlineData("1:cmcc")]
    [InlineData("9:cmcc")]
    [InlineData("carrier:cm.cc")]
    [InlineData("carrier:cm_cc")]
    [InlineData("carrier:forty-one-characters-are-one-more-than-fit")]
    [InlineData("carrier:a b")]
    [InlineData("bank:icbc")]
    [InlineData("carrier:a:b")]
    public void Anything_else_is_no_party(string text) => Should.Throw<FormatException>(() => Party.Parse(text));
}
