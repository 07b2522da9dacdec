using System.Net;

namespace RecycledNumbers.Api.Tests.Access;

public sealed class TransportTests(Edge edge)
{
    [Theory]
    [InlineData("203.0.113.1", "https", HttpStatusCode.OK)]
    [InlineData("203.0.113.1", "http", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1", "http", HttpStatusCode.OK)]
    public async Task In_production_a_secret_from_another_machine_is_only_taken_over_HTTPS(string from, string scheme, HttpStatusCode status) =>
        (await Ask(from, scheme)).ShouldBe(status);

    [Fact]
    public async Task An_operator_may_say_that_TLS_ends_in_front() =>
        (await Ask("203.0.113.1", "http", "--Access:AllowHttp", "true")).ShouldBe(HttpStatusCode.OK);

    private async Task<HttpStatusCode> Ask(string from, string scheme, params string[] settings)
    {
        await using var app = Edge.Build(
            edge.Keys,
            edge.AsGateway,
            ["--environment", "Production", "--Proxy:Networks:0", "127.0.0.0/8", .. settings]);
        await app.StartAsync();
        using var client = Edge.ClientOf(app);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = Edge.TokenForm(Edge.CarrierId, Edge.Secret) };
        request.Headers.Add("X-Forwarded-For", from);
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return (await client.SendAsync(request)).StatusCode;
    }
}
