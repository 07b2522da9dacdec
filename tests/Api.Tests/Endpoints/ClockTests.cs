namespace RecycledNumbers.Api.Tests.Endpoints;

public sealed class ClockTests(Registry registry, Edge edge)
{
    [Fact]
    public async Task The_clock_moves_forward_without_a_token()
    {
        var before = (await registry.Anonymous.Get("/dev/clock"))["now"]!.GetValue<DateTimeOffset>();

        var after = (await registry.Anonymous.Ask("/dev/clock", """{"advance":"00:00:05"}""").Body(200))["now"]!.GetValue<DateTimeOffset>();

        after.ShouldBeGreaterThanOrEqualTo(before.AddSeconds(5));
    }

    [Theory]
    [InlineData("""{"advance":"00:00:00"}""", "invalid_field")]
    [InlineData("""{"advance":"-1.00:00:00"}""", "invalid_field")]
    [InlineData("""{"advance":"3651.00:00:00"}""", "invalid_field")]
    [InlineData("""{"advance":"soon"}""", "invalid_body")]
    [InlineData("""{"advance":90}""", "invalid_body")]
    [InlineData("""{}""", "invalid_body")]
    public async Task A_step_that_can_not_be_is_refused(string body, string code) => await registry.Anonymous.Ask("/dev/clock", body).ShouldBeProblem(400, code);

    [Fact]
    public async Task Where_no_clock_is_simulated_there_is_no_such_address() => await edge.Anonymous.GetAsync("/dev/clock").ShouldBeProblem(404, "not_found");
}
