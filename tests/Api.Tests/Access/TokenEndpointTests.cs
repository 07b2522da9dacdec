using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;

namespace RecycledNumbers.Api.Tests.Access;

public sealed class TokenEndpointTests(Edge edge)
{
    [Fact]
    public async Task A_client_gets_a_token_with_its_secret_in_the_form()
    {
        var answer = await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm(Edge.CarrierId, Edge.Secret));

        var body = await answer.Json();
        body.GetProperty("token_type").GetString().ShouldBe("Bearer");
        body.GetProperty("expires_in").GetInt32().ShouldBeInRange(3590, 3600);
    }

    [Fact]
    public async Task A_client_gets_a_token_with_basic_authentication()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = Form("grant_type=client_credentials") };
        request.Headers.Authorization = Basic(Edge.CarrierId, Edge.Secret);

        var answer = await edge.Anonymous.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_token_says_who_may_do_what_for_whom()
    {
        var answer = await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm(Edge.PlatformId, Edge.Secret));

        var token = new JsonWebToken((await answer.Json()).GetProperty("access_token").GetString());
        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("ES256");
        token.Issuer.ShouldBe("http://localhost:8080/");
        token.Audiences.ShouldBe(["recycled-numbers"]);
        token.Subject.ShouldBe(Edge.PlatformId);
        token.GetPayloadValue<string>("client_id").ShouldBe(Edge.PlatformId);
        token.GetPayloadValue<string>("rn_role").ShouldBe("platform");
        token.GetPayloadValue<string>("rn_party").ShouldBe("platform:demo-ride");
        token.GetPayloadValue<string>("scope").ShouldBe("bindings checks");
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_token_is_signed_by_the_key_that_the_key_set_publishes()
    {
        var token = await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm(Edge.CarrierId, Edge.Secret));
        var keySet = await (await edge.Anonymous.GetAsync("/.well-known/jwks.json")).Json();

        var key = keySet.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();
        key.GetProperty("kid").GetString().ShouldBe(new JsonWebToken((await token.Json()).GetProperty("access_token").GetString()).Kid);
        key.TryGetProperty("d", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_discovery_document_offers_client_credentials_and_nothing_else()
    {
        var document = await (await edge.Anonymous.GetAsync("/.well-known/openid-configuration")).Json();

        document.GetProperty("grant_types_supported").EnumerateArray().Select(grant => grant.GetString()).ShouldBe(["client_credentials"]);
        document.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(method => method.GetString())
            .ShouldBe(["client_secret_basic", "client_secret_post"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_requested_scope_narrows_the_token()
    {
        var answer = await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm(Edge.PlatformId, Edge.Secret, "checks"));

        new JsonWebToken((await answer.Json()).GetProperty("access_token").GetString()).GetPayloadValue<string>("scope").ShouldBe("checks");
    }

    [Theory]
    [InlineData("numbers")]
    [InlineData("checks admin")]
    [InlineData("openid")]
    [InlineData("no-such-scope")]
    public async Task A_scope_that_is_not_the_clients_is_refused(string scope) =>
        await ShouldBeRefused(await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm(Edge.PlatformId, Edge.Secret, scope)), 400, "invalid_scope");

    [Fact]
    public async Task A_wrong_secret_and_an_unknown_client_get_the_same_answer()
    {
        var wrong = await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm(Edge.CarrierId, Edge.Secret[..^1] + "~"));
        var unknown = await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm("nobody.test", Edge.Secret));
        var impossible = await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm("No Such Id", Edge.Secret));

        await ShouldBeRefused(wrong, 401, "invalid_client");
        (await Shape(unknown)).ShouldBe(await Shape(wrong));
        (await Shape(impossible)).ShouldBe(await Shape(wrong));
    }

    [Theory]
    [InlineData("grant_type=client_credentials", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=demo-mobile.test", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=demo-mobile.test&client_secret=", 400, "invalid_request")]
    [InlineData("grant_type=password&client_id=a&client_secret=b&username=c&password=d", 400, "unsupported_grant_type")]
    [InlineData("grant_type=refresh_token&refresh_token=x&client_id=a&client_secret=b", 400, "unsupported_grant_type")]
    [InlineData("client_id=a&client_secret=b", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=a&client_id=b&client_secret=c", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=x.y.z", 401, "invalid_client")]
    public async Task A_bad_token_request_is_refused_in_the_words_of_OAuth(string form, int status, string error) =>
        await ShouldBeRefused(await edge.Anonymous.PostAsync("/connect/token", Form(form)), status, error);

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic Og==")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic")]
    public async Task A_broken_basic_header_is_refused(string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = Form("grant_type=client_credentials") };
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await edge.Anonymous.SendAsync(request);

        ((int)answer.StatusCode).ShouldBeInRange(400, 401);
        (await answer.Json()).TryGetProperty("error", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_scope_for_refresh_tokens_makes_no_sense_here() =>
        await ShouldBeRefused(await edge.Anonymous.PostAsync("/connect/token", Edge.TokenForm(Edge.PlatformId, Edge.Secret, "offline_access")), 400, "invalid_request");

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=%00&client_secret=%00")]
    [InlineData("grant_type=client_credentials&client_id=%ff&client_secret=%ed%a0%80")]
    public async Task A_form_that_is_no_text_is_refused(string form) =>
        ((int)(await edge.Anonymous.PostAsync("/connect/token", Form(form))).StatusCode).ShouldBeInRange(400, 401);

    [Fact]
    public async Task A_token_request_that_is_too_large_is_refused() =>
        await (await edge.Anonymous.PostAsync("/connect/token", Form("client_id=" + new string('a', 20_000)))).ShouldBeProblem(413, "body_too_large");

    [Fact]
    public async Task A_token_request_with_too_many_fields_is_refused() =>
        await (await edge.Anonymous.PostAsync("/connect/token", Form(string.Join('&', Enumerable.Range(0, 2000).Select(i => "k" + i))))).ShouldBeProblem(400, "bad_request");

    private static async Task ShouldBeRefused(HttpResponseMessage answer, int status, string error)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        (await answer.Json()).GetProperty("error").GetString().ShouldBe(error);
    }

    private static async Task<string> Shape(HttpResponseMessage answer) =>
        $"{(int)answer.StatusCode} {answer.Headers.WwwAuthenticate} {await answer.Content.ReadAsStringAsync()}";

    private static StringContent Form(string text) => new(text, Encoding.ASCII, "application/x-www-form-urlencoded");

    private static AuthenticationHeaderValue Basic(string id, string secret) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
}
