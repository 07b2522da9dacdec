using System.Net;

namespace RecycledNumbers.Api.Tests.Hosting;

public sealed class ProxyTests(Edge edge)
{
    [Fact]
    public async Task Forwarded_headers_are_not_believed_unless_the_proxy_is_known() =>
        (await StatusOfThirdGuess()).ShouldBe(HttpStatusCode.TooManyRequests);

    [Fact]
    public async Task A_known_proxys_clients_are_told_apart() =>
        (await StatusOfThirdGuess("--Proxy:Networks:0", "127.0.0.0/8")).ShouldBe(HttpStatusCode.Unauthorized);

    private async Task<HttpStatusCode> StatusOfThirdGuess(params string[] settings)
    {
        await using var app = Edge.Build(
            edge.Keys,
            edge.AsGateway,
            ["--Access:FailedTokensPerMinute", "2", .. settings]);
        await app.StartAsync();
        using var client = Edge.ClientOf(app);
        await Guess(client, "203.0.113.1");
        await Guess(client, "203.0.113.2");
        return await Guess(client, "203.0.113.3");
    }

    private static async Task<HttpStatusCode> Guess(HttpClient client, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = Edge.TokenForm("guesser", "guess") };
        request.Headers.Add("X-Forwarded-For", from);
        return (await client.SendAsync(request)).StatusCode;
    }
}
