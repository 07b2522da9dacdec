namespace RecycledNumbers.Api.Tests.Hosting;

public sealed class SecurityHeaderTests(Edge edge)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/v1/probe/admin")]
    [InlineData("/nowhere")]
    [InlineData("/docs/errors")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        var answer = await edge.Anonymous.GetAsync(path);

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("frame-ancestors 'none'");
        answer.Headers.CacheControl?.ToString().ShouldContain("no-store");
        answer.Headers.Server.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_carries_them_too() =>
        (await edge.Carrier.GetAsync("/v1/probe/fault/bug")).Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_without_a_token(string path) =>
        (await edge.Anonymous.GetAsync(path)).IsSuccessStatusCode.ShouldBeTrue();
}
