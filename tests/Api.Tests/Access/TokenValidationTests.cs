using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RecycledNumbers.Api.Access;

namespace RecycledNumbers.Api.Tests.Access;

public sealed class TokenValidationTests(Edge edge)
{
    private const string Probe = "/v1/probe/numbers/+441632960001/caller";

    [Fact]
    public async Task A_good_token_made_by_hand_is_accepted_so_that_the_refusals_below_mean_something() =>
        (await Ask(Forge(_ => { }))).IsSuccessStatusCode.ShouldBeTrue();

    [Fact]
    public async Task An_expired_token_is_refused() =>
        await ShouldBeRefused(Forge(token =>
        {
            token.IssuedAt = token.NotBefore = Now.UtcDateTime.AddHours(-2);
            token.Expires = Now.UtcDateTime.AddMinutes(-1);
        }));

    [Fact]
    public async Task A_token_without_an_expiry_is_refused() =>
        await ShouldBeRefused(Forge(token => token.Expires = null));

    [Fact]
    public async Task A_token_that_is_not_valid_yet_is_refused() =>
        await ShouldBeRefused(Forge(token => token.NotBefore = Now.UtcDateTime.AddMinutes(5)));

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await ShouldBeRefused(Forge(token => token.SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(other) { KeyId = Keys.Signing.KeyId }, "ES256")));
    }

    [Fact]
    public async Task A_token_that_takes_the_public_key_for_a_shared_secret_is_refused()
    {
        var published = Encoding.UTF8.GetBytes(await edge.Anonymous.GetStringAsync("/.well-known/jwks.json"));
        await ShouldBeRefused(Forge(token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(published) { KeyId = Keys.Signing.KeyId }, "HS256")));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("")]
    public async Task An_unsigned_token_is_refused(string algorithm)
    {
        var payload = Forge(_ => { }).Split('.')[1];
        var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"at+jwt"}""");
        await ShouldBeRefused($"{header}.{payload}.");
    }

    [Fact]
    public async Task A_token_with_a_changed_payload_is_refused()
    {
        var parts = Forge(_ => { }).Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("demo-mobile", "demo-other", StringComparison.Ordinal);
        await ShouldBeRefused($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() =>
        await ShouldBeRefused(Forge(token => token.Issuer = "http://elsewhere/"));

    [Fact]
    public async Task A_token_for_another_audience_is_refused() =>
        await ShouldBeRefused(Forge(token => token.Audience = "elsewhere"));

    [Fact]
    public async Task A_token_of_another_kind_is_refused() =>
        await ShouldBeRefused(Forge(token => token.TokenType = "JWT"));

    [Theory]
    [InlineData("carrier", "platform:demo-ride")]
    [InlineData("platform", "platform:demo-ride")]
    [InlineData("Carrier", "carrier:demo-mobile")]
    [InlineData("carrier", "carrier:")]
    [InlineData("carrier", "carrier:a b")]
    [InlineData("", "")]
    public async Task A_token_whose_party_does_not_fit_role_and_scope_is_forbidden(string role, string party) =>
        await (await Ask(Forge(token => (token.Claims["rn_role"], token.Claims["rn_party"]) = (role, party)))).ShouldBeProblem(403, "forbidden");

    [Theory]
    [InlineData("")]
    [InlineData("bindings")]
    [InlineData("NUMBERS")]
    [InlineData("numbers:read numbersx")]
    public async Task A_token_of_the_right_role_without_the_scope_is_forbidden(string scope) =>
        await (await Ask(Forge(token => token.Claims["scope"] = scope))).ShouldBeProblem(403, "forbidden");

    [Fact]
    public async Task Scopes_may_also_come_as_a_list() =>
        (await Ask(Forge(token => token.Claims["scope"] = new[] { "other", "numbers" }))).IsSuccessStatusCode.ShouldBeTrue();

    private KeyRing Keys => edge.App.Services.GetRequiredService<KeyRing>();

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string Forge(Action<SecurityTokenDescriptor> change)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = "http://localhost:8080/",
            Audience = "recycled-numbers",
            TokenType = "at+jwt",
            IssuedAt = Now.UtcDateTime,
            NotBefore = Now.UtcDateTime,
            Expires = Now.UtcDateTime.AddMinutes(10),
            SigningCredentials = new SigningCredentials(Keys.Signing, Keys.SigningAlgorithm),
            Claims = new Dictionary<string, object>
            {
                ["client_id"] = Edge.CarrierId,
                ["rn_role"] = "carrier",
                ["rn_party"] = "carrier:demo-mobile",
                ["scope"] = "numbers",
            },
        };
        change(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private async Task<HttpResponseMessage> Ask(string token) => await edge.WithToken(token).GetAsync(Probe);

    private async Task ShouldBeRefused(string token)
    {
        var answer = await Ask(token);
        await answer.ShouldBeProblem(401, "unauthorized");
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }
}
