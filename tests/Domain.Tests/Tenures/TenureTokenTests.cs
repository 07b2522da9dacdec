using RecycledNumbers.Domain.Tenures;

namespace RecycledNumbers.Domain.Tests.Tenures;

public sealed class TenureTokenTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly string Token = TenureToken.Compute(Key, "wechat", Story.Self, 1);

    [Fact]
    public void A_token_is_the_same_each_time_and_opaque()
    {
        TenureToken.Compute(Key, "wechat", Story.Self, 1).ShouldBe(Token);
        Token.ShouldMatch(@"\Att_[A-Za-z0-9_-]{32}\z");
    }

    [Fact]
    public void Two_platforms_cannot_compare_theirs() => TenureToken.Compute(Key, "didi", Story.Self, 1).ShouldNotBe(Token);

    [Fact]
    public void Two_tenures_have_two_tokens() => TenureToken.Compute(Key, "wechat", Story.Self, 2).ShouldNotBe(Token);

    [Fact]
    public void Two_numbers_have_two_tokens() => TenureToken.Compute(Key, "wechat", Story.Elsewhere, 1).ShouldNotBe(Token);

    [Fact]
    public void Nobody_makes_one_without_the_key() => TenureToken.Compute(new byte[32], "wechat", Story.Self, 1).ShouldNotBe(Token);

    [Fact]
    public void A_token_tells_its_generation_to_the_registry_only_for_its_own_platform()
    {
        TenureToken.GenerationOf(Key, "wechat", Story.Self, 3, Token).ShouldBe(1);
        TenureToken.GenerationOf(Key, "didi", Story.Self, 3, Token).ShouldBeNull();
    }

    [Fact]
    public void A_token_of_a_tenure_yet_to_come_is_none() =>
        TenureToken.GenerationOf(Key, "wechat", Story.Self, 1, TenureToken.Compute(Key, "wechat", Story.Self, 2)).ShouldBeNull();
}
