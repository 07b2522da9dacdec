using System.Net;
using Microsoft.IdentityModel.Tokens;

namespace RecycledNumbers.Api.Tests.Access;

/// <summary>The edge of the fixture plays the foreign authority: it has a discovery document and keys of its own.</summary>
public sealed class ForeignAuthorityTests(Edge edge) : IDisposable
{
    private readonly string ownKeys = Path.Combine(Path.GetTempPath(), $"rn-own-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(ownKeys, recursive: true);

    [Fact]
    public async Task Tokens_of_a_configured_authority_are_accepted_with_its_own_names_of_claims()
    {
        var answer = await Ask("--Access:Authority", edge.App.Urls.Single(), "--Access:Claims:ClientId", "sub");

        (await answer.Json()).GetProperty("clientId").GetString().ShouldBe(Edge.CarrierId);
    }

    [Fact]
    public async Task Its_tokens_for_another_audience_are_refused() =>
        await (await Ask("--Access:Authority", edge.App.Urls.Single(), "--Access:Audience", "elsewhere")).ShouldBeProblem(401, "unauthorized");

    [Fact]
    public async Task Without_the_authority_its_tokens_are_foreign() =>
        await (await Ask()).ShouldBeProblem(401, "unauthorized");

    [Fact]
    public async Task Where_another_authority_issues_tokens_we_issue_none()
    {
        await using var app = await Start("--Access:Authority", edge.App.Urls.Single());
        using var client = Edge.ClientOf(app);

        (await client.PostAsync("/connect/token", Edge.TokenForm(Edge.CarrierId, Edge.Secret))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_key_that_feeds_are_signed_with_is_published_there_too_without_its_private_part()
    {
        await using var app = await Start("--Access:Authority", edge.App.Urls.Single());
        using var client = Edge.ClientOf(app);

        var key = (await (await client.GetAsync("/.well-known/jwks.json")).Json()).GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();

        key.EnumerateObject().Select(static member => member.Name).ShouldBe(["kid", "use", "alg", "kty", "crv", "x", "y"]);
        new JsonWebKey(key.GetRawText()).ComputeJwkThumbprint().ShouldBe(Base64UrlEncoder.DecodeBytes(key.GetProperty("kid").GetString()));
    }

    private async Task<HttpResponseMessage> Ask(params string[] settings)
    {
        await using var app = await Start(settings);
        using var client = Edge.ClientOf(app);
        client.DefaultRequestHeaders.Authorization = edge.Carrier.DefaultRequestHeaders.Authorization;
        return await client.GetAsync("/v1/probe/numbers/+441632960001/caller");
    }

    private async Task<Microsoft.AspNetCore.Builder.WebApplication> Start(params string[] settings)
    {
        var app = Edge.Build(ownKeys, edge.AsGateway, settings);
        await app.StartAsync();
        return app;
    }
}
