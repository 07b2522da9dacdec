using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace RecycledNumbers.Api.Tests.OpenApi;

public sealed partial class OpenApiTests(Edge edge)
{
    private const string Assign = "/v1/probe/numbers/{number}/assign";

    [Fact]
    public async Task The_document_is_OpenAPI_3_1_and_has_no_faults()
    {
        var text = await edge.Anonymous.GetStringAsync("/openapi/v1.json");

        var read = OpenApiDocument.Parse(text, "json");
        read.Diagnostic!.Errors.ShouldBeEmpty();
        read.Diagnostic.Warnings.ShouldBeEmpty();
        (await Document()).GetProperty("openapi").GetString().ShouldStartWith("3.1.");
    }

    [Fact]
    public async Task Commands_take_an_idempotency_key_and_queries_do_not()
    {
        var paths = (await Document()).GetProperty("paths");

        HeadersOf(paths.GetProperty(Assign).GetProperty("post")).ShouldContain("Idempotency-Key");
        HeadersOf(paths.GetProperty("/v1/probe/query").GetProperty("post")).ShouldNotContain("Idempotency-Key");
    }

    [Fact]
    public async Task An_operation_says_which_scope_it_needs()
    {
        var security = (await Document()).GetProperty("paths").GetProperty(Assign).GetProperty("post").GetProperty("security");

        security[0].GetProperty("oauth2")[0].GetString().ShouldBe("numbers");
    }

    [Fact]
    public async Task The_security_scheme_is_client_credentials_with_every_scope()
    {
        var flow = (await Document()).GetProperty("components").GetProperty("securitySchemes").GetProperty("oauth2").GetProperty("flows").GetProperty("clientCredentials");

        flow.GetProperty("tokenUrl").GetString().ShouldBe("/connect/token");
        flow.GetProperty("scopes").EnumerateObject().Select(scope => scope.Name).ShouldBe(["numbers", "bindings", "checks", "deactivations", "admin", "admin:read", "audit", "me"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("409")]
    [InlineData("413")]
    [InlineData("415")]
    [InlineData("422")]
    [InlineData("503")]
    public async Task A_command_lists_its_errors_as_problems(string status)
    {
        var response = (await Document()).GetProperty("paths").GetProperty(Assign).GetProperty("post").GetProperty("responses").GetProperty(status);

        response.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/ProblemDetails");
    }

    [Fact]
    public async Task The_problem_schema_requires_a_code() =>
        (await Document()).GetProperty("components").GetProperty("schemas").GetProperty("ProblemDetails").GetProperty("required")
            .EnumerateArray().Select(name => name.GetString()).ShouldContain("code");

    [Fact]
    public async Task Fields_have_the_types_that_are_on_the_wire()
    {
        var schemas = (await Document()).GetProperty("components").GetProperty("schemas");
        var fields = schemas.GetProperty("AssignBody").GetProperty("properties");

        fields.GetProperty("effectiveAt").GetProperty("format").GetString().ShouldBe("date-time");
        fields.GetProperty("contractDate").GetProperty("format").GetString().ShouldBe("date");
        fields.GetProperty("subscriber").GetProperty("type").GetString().ShouldBe("string");
        schemas.GetProperty("Reason").GetProperty("enum").EnumerateArray().Select(value => value.GetString()).ShouldBe(["voluntary", "noAnswer"]);
        fields.GetProperty("effectiveAt").GetProperty("type").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["null", "string"], ignoreOrder: true);
        schemas.GetProperty("ProbeContact").GetProperty("properties").GetProperty("tags").GetProperty("items").GetProperty("type").GetString().ShouldBe("string");
    }

    [Fact]
    public async Task The_documentation_page_needs_nothing_from_elsewhere()
    {
        var answer = await edge.Anonymous.GetAsync("/docs");

        var page = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(page);
        ForeignUrl().Matches(page).Select(match => match.Value).ShouldBeEmpty();
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("connect-src 'self'");
        foreach (var script in ScriptUrl().Matches(page).Select(match => match.Groups["url"].Value))
            (await edge.Anonymous.GetAsync(new Uri(new Uri(edge.Anonymous.BaseAddress!, answer.RequestMessage!.RequestUri!), script))).IsSuccessStatusCode.ShouldBeTrue(script);
    }

    private async Task<JsonElement> Document() => await (await edge.Anonymous.GetAsync("/openapi/v1.json")).Json();

    private static IEnumerable<string?> HeadersOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()) : [];

    [GeneratedRegex("""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^"' <]*""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForeignUrl();

    [GeneratedRegex("src=\"(?<url>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScriptUrl();
}
