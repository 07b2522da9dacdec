using RecycledNumbers.Grains.Deliveries.Lanes;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class DeliveryLanesTests
{
    private static readonly string[] Numbers = [.. Enumerable.Range(0, 2_000).Select(i => $"+86138{i:D8}")];

    [Fact]
    public void A_platform_has_eight_lanes_and_uses_all() =>
        Numbers.Select(n => DeliveryLanes.Of("platform:wechat", n)).Distinct().ShouldBe(DeliveryLanes.AllOf("platform:wechat"), ignoreOrder: true);

    [Fact]
    public void Messages_between_numbers_have_64_lanes() => Numbers.Select(n => DeliveryLanes.Of("number:+8613800138000", n)).Distinct().Count().ShouldBe(64);

    [Fact]
    public void A_test_without_a_number_has_a_lane_too() => DeliveryLanes.AllOf("carrier:cmcc").ShouldContain(DeliveryLanes.Of("carrier:cmcc", ""));

    [Theory]
    [InlineData("platform:wechat/3", "platform:wechat")]
    [InlineData("carrier:cmcc/0", "carrier:cmcc")]
    [InlineData("numbers/63", null)]
    public void A_lane_names_its_destination(string lane, string? destination) => DeliveryLanes.DestinationOf(lane).ShouldBe(destination);
}
