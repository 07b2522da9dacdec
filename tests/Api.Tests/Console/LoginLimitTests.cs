namespace RecycledNumbers.Api.Tests.Console;

/// <summary>The door is no place to try secrets out.</summary>
public sealed class LoginLimitTests(Edge edge)
{
    [Fact]
    public async Task An_address_that_keeps_failing_is_told_to_wait_and_not_even_the_right_secret_helps()
    {
        await using var app = Edge.Build(edge.Keys, edge.AsGateway, "--Access:FailedTokensPerMinute", "3");
        await app.StartAsync();
        using var desk = new Desk(app.Urls.Single());
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await desk.Open("/console/login");
            await desk.Submit("/console/login", ("client", "guesser"), ("secret", "guess"));
            desk.Status.ShouldBe(401);
        }

        await desk.Open("/console/login");
        await desk.Submit("/console/login", ("client", Edge.OperatorId), ("secret", Edge.Secret));

        desk.Status.ShouldBe(429);
        desk.Cookies.ShouldNotContainKey("rn.console");
    }

    [Fact]
    public async Task Whoever_knows_the_secret_spends_nothing()
    {
        await using var app = Edge.Build(edge.Keys, edge.AsGateway, "--Access:FailedTokensPerMinute", "3");
        await app.StartAsync();

        for (var login = 0; login < 5; login++)
        {
            using var desk = new Desk(app.Urls.Single());
            await desk.Open("/console/login");
            await desk.Submit("/console/login", ("client", Edge.OperatorId), ("secret", Edge.Secret));
            desk.Status.ShouldBe(302, desk.Html);
        }
    }
}
