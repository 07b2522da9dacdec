using System.Net.Http.Headers;
using System.Text;

namespace RecycledNumbers.Api.Tests.Errors;

public sealed class ProblemTests(Edge edge)
{
    private const string Number = "/v1/probe/numbers/+441632960001";

    [Fact]
    public async Task An_address_that_does_not_exist_is_not_found() => await (await edge.Anonymous.GetAsync("/nowhere")).ShouldBeProblem(404, "not_found");

    [Fact]
    public async Task A_client_that_accepts_only_HTML_still_gets_the_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        await (await edge.Anonymous.SendAsync(request)).ShouldBeProblem(404, "not_found");
    }

    [Fact]
    public async Task Another_method_is_not_allowed()
    {
        var answer = await edge.Carrier.PutAsync($"{Number}/assign", content: null);

        await answer.ShouldBeProblem(405, "method_not_allowed");
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Theory]
    [InlineData("/v1/probe/list?limit=many", "invalid_limit")]
    [InlineData("/v1/probe/list", "invalid_limit")]
    [InlineData("/v1/probe/list?limit=99999999999", "invalid_limit")]
    [InlineData("/v1/probe/list?limit=1&date=yesterday", "invalid_date")]
    [InlineData("/v1/probe/numbers/nonsense/typed", "invalid_number")]
    public async Task A_parameter_that_can_not_be_read_has_its_own_code(string path, string code) =>
        await (await edge.Carrier.GetAsync(path)).ShouldBeProblem(400, code);

    [Theory]
    [InlineData("ledger")]
    [InlineData("orleans")]
    [InlineData("timeout")]
    public async Task A_read_that_can_not_be_made_is_unavailable(string kind)
    {
        var answer = await edge.Carrier.GetAsync($"/v1/probe/fault/{kind}");

        await answer.ShouldBeProblem(503, "unavailable");
        answer.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        answer.Headers.Location.ShouldBeNull();
    }

    [Theory]
    [InlineData("bug")]
    [InlineData("ledger")]
    [InlineData("orleans")]
    public async Task No_fault_tells_what_happened_inside(string kind)
    {
        var text = await (await edge.Carrier.GetAsync($"/v1/probe/fault/{kind}")).Content.ReadAsStringAsync();

        text.ShouldNotContain("10.1.2.3");
        text.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task A_bug_is_an_internal_error() => await (await edge.Carrier.GetAsync("/v1/probe/fault/bug")).ShouldBeProblem(500, "internal_error");

    [Fact]
    public async Task A_refusal_is_a_conflict_with_its_code()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Number}/refused") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "k");
        await (await edge.Carrier.SendAsync(request)).ShouldBeProblem(409, "frozen");
    }

    [Fact]
    public async Task The_page_that_a_problem_points_to_documents_it() =>
        (await edge.Anonymous.GetStringAsync("/docs/errors")).ShouldContain("id=\"outcome_unknown\"");
}
