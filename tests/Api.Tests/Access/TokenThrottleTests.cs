using System.Net;

namespace RecycledNumbers.Api.Tests.Access;

public sealed class TokenThrottleTests(Edge edge)
{
    [Fact]
    public async Task An_address_that_keeps_failing_is_told_to_wait_and_not_even_the_right_secret_helps()
    {
        await using var app = Edge.Build(edge.Keys, edge.AsGateway, "--Access:FailedTokensPerMinute", "3");
        await app.StartAsync();
        using var client = Edge.ClientOf(app);

        for (var attempt = 0; attempt < 3; attempt++)
            (await client.PostAsync("/connect/token", Edge.TokenForm("guesser", "guess"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var answer = await client.PostAsync("/connect/token", Edge.TokenForm(Edge.CarrierId, Edge.Secret));
        await answer.ShouldBeProblem(429, "too_many_requests");
        answer.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Successful_requests_cost_nothing()
    {
        await using var app = Edge.Build(edge.Keys, edge.AsGateway, "--Access:FailedTokensPerMinute", "3");
        await app.StartAsync();
        using var client = Edge.ClientOf(app);

        for (var attempt = 0; attempt < 10; attempt++)
            (await client.PostAsync("/connect/token", Edge.TokenForm(Edge.CarrierId, Edge.Secret))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
