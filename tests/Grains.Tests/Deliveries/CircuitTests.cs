using RecycledNumbers.Grains.Deliveries;
using RecycledNumbers.Grains.Deliveries.Webhooks;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class CircuitTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Circuit _circuit = new(new WebhookOptions { CircuitFailures = 3, CircuitBreak = TimeSpan.FromSeconds(10), LongestBreak = TimeSpan.FromSeconds(30) });

    [Fact]
    public void It_opens_after_so_many_different_failures_in_a_row()
    {
        Fail("a", "b");
        _circuit.OpenUntil(Now).ShouldBeNull();

        Fail("c");

        _circuit.OpenUntil(Now).ShouldBe(Now.AddSeconds(10));
        _circuit.TryEnter(Now.AddSeconds(9)).ShouldBeFalse();
    }

    [Fact]
    public void One_delivery_that_keeps_failing_does_not_open_it()
    {
        Fail("a", "a", "a", "a", "a");

        _circuit.OpenUntil(Now).ShouldBeNull();
    }

    [Fact]
    public void A_success_starts_the_count_again()
    {
        Fail("a", "b");
        _circuit.Succeeded();
        Fail("c", "d");

        _circuit.OpenUntil(Now).ShouldBeNull();
    }

    [Fact]
    public void Half_open_lets_one_probe_through_and_no_second()
    {
        Fail("a", "b", "c");

        _circuit.IsHalfOpen(Now.AddSeconds(10)).ShouldBeTrue();
        _circuit.TryEnter(Now.AddSeconds(10)).ShouldBeTrue();
        _circuit.TryEnter(Now.AddSeconds(10)).ShouldBeFalse();
    }

    [Fact]
    public void A_failed_probe_opens_it_for_twice_as_long_up_to_a_limit()
    {
        Fail("a", "b", "c");

        FailProbe(Now.AddSeconds(10)).ShouldBe(TimeSpan.FromSeconds(20));
        FailProbe(Now.AddSeconds(30)).ShouldBe(TimeSpan.FromSeconds(30));
        FailProbe(Now.AddSeconds(60)).ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_probe_that_succeeds_closes_it_and_forgets_the_long_break()
    {
        Fail("a", "b", "c");
        FailProbe(Now.AddSeconds(10));
        _circuit.TryEnter(Now.AddSeconds(30));
        _circuit.Succeeded();

        _circuit.TryEnter(Now.AddSeconds(30)).ShouldBeTrue();
        Fail("d", "e", "f");
        _circuit.OpenUntil(Now).ShouldBe(Now.AddSeconds(10));
    }

    [Fact]
    public void An_answer_to_what_was_sent_before_it_opened_changes_nothing()
    {
        Fail("a", "b", "c", "d", "e");
        _circuit.Succeeded();

        _circuit.OpenUntil(Now).ShouldBe(Now.AddSeconds(10));
    }

    [Fact]
    public void A_receiver_that_asks_for_time_gets_it()
    {
        _circuit.Hold(Now.AddSeconds(100));

        _circuit.OpenUntil(Now).ShouldBe(Now.AddSeconds(100));
    }

    private void Fail(params string[] deliveries)
    {
        foreach (var delivery in deliveries)
        {
            _circuit.Failed(delivery, Now);
        }
    }

    private TimeSpan? FailProbe(DateTimeOffset at)
    {
        _circuit.TryEnter(at).ShouldBeTrue();
        _circuit.Failed("probe", at);
        return _circuit.OpenUntil(at) - at;
    }
}
