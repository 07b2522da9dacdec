using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Deliveries.Webhooks;
using RecycledNumbers.Ledger.Deliveries;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WebhookOptions Options = new();

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(10, 2560)]
    [InlineData(11, 3600)]
    [InlineData(1000, 3600)]
    public void The_ceiling_doubles_from_five_seconds_to_an_hour(int attempts, int seconds) =>
        RetrySchedule.Backoff(attempts, Options, jitter: 1).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Jitter_is_full_between_nothing_and_the_ceiling()
    {
        RetrySchedule.Backoff(3, Options, 0).ShouldBe(TimeSpan.Zero);
        RetrySchedule.Backoff(3, Options, 0.25).ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Retry_after_is_kept_in_full_with_jitter_on_top()
    {
        var wait = RetrySchedule.After(Row(0), new SendResult(429, "", TimeSpan.FromSeconds(100)), Options, Now, jitter: 1).NextAttempt - Now;

        wait.ShouldBe(TimeSpan.FromSeconds(110));
    }

    [Theory]
    [InlineData(-50, 1)]
    [InlineData(0, 1)]
    [InlineData(1_000_000, 3600)]
    public void Retry_after_is_honoured_within_bounds(int asked, int seconds) =>
        RetrySchedule.Asked(new SendResult(503, "", TimeSpan.FromSeconds(asked)), Options).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void The_twelfth_failure_is_the_last()
    {
        RetrySchedule.After(Row(10), new SendResult(500), Options, Now, 0.5).State.ShouldBe(DeliveryState.Open);
        RetrySchedule.After(Row(11), new SendResult(500), Options, Now, 0.5).State.ShouldBe(DeliveryState.Dead);
    }

    [Fact]
    public void After_three_days_a_delivery_is_dead_once_it_had_three_attempts()
    {
        var old = Row(1) with { CreatedAt = Now.AddDays(-4) };

        RetrySchedule.After(old, new SendResult(500), Options, Now, 0.5).State.ShouldBe(DeliveryState.Open);
        RetrySchedule.After(old with { Attempts = 2 }, new SendResult(500), Options, Now, 0.5).State.ShouldBe(DeliveryState.Dead);
    }

    [Fact]
    public void Gone_is_dead_at_once() => RetrySchedule.After(Row(0), new SendResult(410), Options, Now, 0.5).State.ShouldBe(DeliveryState.Dead);

    private static DeliveryRow Row(int attempts) => new()
    {
        Id = "msg_1",
        Cursor = "1",
        Lane = "lane",
        Destination = "platform:x",
        Number = "",
        Generation = 1,
        Kind = "k",
        Body = "{}",
        State = DeliveryState.Open,
        CreatedAt = Now,
        NextAttempt = Now,
        Attempts = attempts,
    };
}
