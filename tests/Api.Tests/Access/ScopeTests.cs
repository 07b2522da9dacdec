using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RecycledNumbers.Api.Tests.Access;

public sealed class ScopeTests(Edge edge)
{
    [Fact]
    public async Task Without_a_token_the_answer_is_401_and_says_how_to_come_back()
    {
        var answer = await edge.Anonymous.GetAsync("/v1/probe/admin");

        await answer.ShouldBeProblem(401, "unauthorized");
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task With_another_scope_the_answer_is_403() =>
        await (await edge.Platform.GetAsync("/v1/probe/numbers/+441632960001/caller")).ShouldBeProblem(403, "forbidden");

    [Fact]
    public async Task Commands_without_a_token_are_refused_before_their_body_is_looked_at() =>
        await (await edge.Anonymous.PostAsync("/v1/probe/numbers/+441632960001/assign", new StringContent("{", Encoding.UTF8, "application/json"))).ShouldBeProblem(401, "unauthorized");

    [Fact]
    public async Task Admin_may_read_what_admin_read_may()
    {
        using var operatorClient = await edge.LoggedIn(Edge.OperatorId);
        (await operatorClient.GetAsync("/v1/probe/admin")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_handler_learns_who_calls()
    {
        var caller = await (await edge.Carrier.GetAsync("/v1/probe/numbers/+441632960001/caller")).Json();

        caller.GetProperty("role").GetString().ShouldBe("carrier");
        caller.GetProperty("party").GetString().ShouldBe("carrier:demo-mobile");
        caller.GetProperty("name").GetString().ShouldBe("demo-mobile");
        caller.GetProperty("clientId").GetString().ShouldBe(Edge.CarrierId);
    }

    [Fact]
    public void Every_endpoint_under_v1_is_protected_but_those_that_prove_a_holder_and_those_by_which_anybody_checks_a_paper_a_credential_or_the_roots() =>
        edge.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is null && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null)
            .Select(endpoint => endpoint.DisplayName)
            .ShouldBe(
                ["HTTP: POST /v1/me/code => AskForHolder", "HTTP: POST /v1/me/token => ProveHolder", "HTTP: GET /v1/disclosures/{code} => Read", "HTTP: GET /v1/status-lists/{list:long} => ReadList", "HTTP: GET /v1/audit/roots => ReadRoots"],
                ignoreOrder: true);
}
