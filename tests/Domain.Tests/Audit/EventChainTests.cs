using System.Buffers.Text;
using System.Text;
using CsCheck;
using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Domain.Tests.Audit;

public sealed class EventChainTests
{
    private static readonly AuditHash Salt = AuditHash.Of("salt"u8);

    private static readonly ChainedEvent Assigned = new("+8613800138000", 1, 1_772_625_600_123_456, 1, "tenureStarted", "carrier:cmcc", EventChain.Content(Salt, "K1", """{"subscriber":"周"}"""));

    private static readonly TreeHead Head = new(3, "0.0", "790.12", 5, AuditHash.Of("root"u8), AuditHash.Of("previous"u8), new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Worked out by another program (Python's hashlib and struct): the encoding must never change.</summary>
    [Fact]
    public void The_hash_of_an_event_is_as_it_always_was()
    {
        Assigned.Content.ToString().ShouldBe("0fdd7b5475db5ee66a2968548e3c53a141f9930bae0d2303ed4adb762e1e953c");
        EventChain.Next(default, Assigned).ToString().ShouldBe("1c1ca8a5d6748a1cb62fcf4f89359f4da752ccb541efb8d430bda79dcadb4e1e");
        EventChain.Next(EventChain.Next(default, Assigned), Assigned with { Sequence = 2 }).ToString().ShouldBe("7aab7db0f8a11ce9bb88765198611db6abcca0d10638ec35d5c6b385881b0635");
    }

    [Fact]
    public void Whatever_is_changed_of_an_event_changes_its_hash()
    {
        var hash = EventChain.Next(default, Assigned);
        ChainedEvent[] others =
        [
            Assigned with { Number = "+8613800138001" }, Assigned with { Sequence = 2 }, Assigned with { At = Assigned.At + 1 }, Assigned with { Generation = 2 },
            Assigned with { Type = "released" }, Assigned with { Actor = "operator:x" }, Assigned with { Content = EventChain.Content(Salt, "K2", """{"subscriber":"周"}""") },
            Assigned with { Content = EventChain.Content(Salt, "K1", """{"subscriber":"周 "}""") }, Assigned with { Content = EventChain.Content(default, "K1", """{"subscriber":"周"}""") },
        ];

        others.Select(static other => EventChain.Next(default, other)).ShouldAllBe(other => other != hash);
        EventChain.Next(hash, Assigned).ShouldNotBe(hash);
    }

    [Fact]
    public void Where_one_text_ends_and_the_next_begins_can_not_be_moved()
    {
        EventChain.Content(Salt, "ab", "c").ShouldNotBe(EventChain.Content(Salt, "a", "bc"));
        EventChain.Next(default, Assigned with { Type = "ab", Actor = "c" }).ShouldNotBe(EventChain.Next(default, Assigned with { Type = "a", Actor = "bc" }));
    }

    [Fact]
    public void Any_bit_of_a_text_counts() =>
        Gen.Select(Gen.String[Gen.Char['!', '~'], 1, 40], Gen.Int[0, 39], Gen.Int[0, 6]).Sample((text, place, bit) =>
        {
            var bytes = Encoding.ASCII.GetBytes(text);
            bytes[place % bytes.Length] ^= (byte)(1 << bit);
            return EventChain.Content(Salt, "K", text) != EventChain.Content(Salt, "K", Encoding.ASCII.GetString(bytes));
        });

    [Fact]
    public void A_hash_reads_back_and_nothing_else_reads_as_one()
    {
        AuditHash.TryParse(Salt.ToString(), out var read).ShouldBeTrue();
        (read, new AuditHash(Salt.ToArray())).ShouldBe((Salt, Salt));
        new[] { null, "", "00", new string('g', 64), Salt + "00", new string('0', 63) + "\0" }.Where(static text => AuditHash.TryParse(text, out _)).ShouldBeEmpty();
        default(AuditHash).ToString().ShouldBe(new string('0', 64));
    }

    [Fact]
    public void A_root_reads_back_and_only_as_it_was_written()
    {
        TreeHead.Parse(Head.ToBytes()).ShouldBe(Head);
        var text = Encoding.ASCII.GetString(Head.ToBytes());
        text.ShouldStartWith("""{"index":3,"after":"0.0","upTo":"790.12","events":5,"root":""");
        string[] others = ["", "{}", "null", "[]", text + " ", text.Replace("\"events\":5", "\"events\":5.0", StringComparison.Ordinal), text.Replace("\"index\":3", "\"index\":-3", StringComparison.Ordinal), text.Replace("\"events\":5", "\"events\":0", StringComparison.Ordinal), text.Replace("12:00:00Z", "12:00:00+00:00", StringComparison.Ordinal)];
        others.ShouldAllBe(static other => TreeHead.Parse(Encoding.ASCII.GetBytes(other)) == null);
    }

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"key","typ":"rn-audit-root+jws"}""", true)]
    [InlineData("""{"alg":"ES256","kid":"key","typ":"JWT"}""", false)]
    [InlineData("""{"alg":"ES256","kid":"key"}""", false)]
    [InlineData("""{"alg":"ES256","typ":"rn-audit-root+jws"}""", false)]
    [InlineData("""{"alg":"ES256","kid":"key","typ":"rn-audit-root+jws","crit":["b64"]}""", false)]
    [InlineData("no JSON", false)]
    public void Nothing_else_that_is_signed_passes_as_a_root(string header, bool isRoot) =>
        (SignedRoot.Parse($"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header))}.{Base64Url.EncodeToString(Head.ToBytes())}.AAAA") is not null).ShouldBe(isRoot);
}
