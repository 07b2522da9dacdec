using System.Net;

namespace RecycledNumbers.Feeds.Tests;

public abstract partial class FeedContract
{
    [Fact]
    public async Task Who_was_not_accredited_reads_no_numbers_and_who_is_no_platform_no_bindings()
    {
        var date = $"daily?date={await registry.EndDay():yyyy-MM-dd}";
        foreach (var path in new[] { Pulling.Numbers, $"{Pulling.Numbers}/{date}" })
        {
            foreach (var client in new[] { registry.Ride, registry.Carrier, registry.Operator }) await ShouldBe(client, path, HttpStatusCode.Forbidden, "forbidden");
        }

        foreach (var path in new[] { Pulling.Bindings, $"{Pulling.Bindings}/{date}" })
        {
            foreach (var client in new[] { registry.Carrier, registry.Operator }) await ShouldBe(client, path, HttpStatusCode.Forbidden, "forbidden");
            await ShouldBe(registry.Anonymous, path, HttpStatusCode.Unauthorized, "unauthorized");
        }
    }

    [Theory]
    [InlineData("after=", "invalid_cursor")]
    [InlineData("after=x", "invalid_cursor")]
    [InlineData("after=1", "invalid_cursor")]
    [InlineData("after=1.", "invalid_cursor")]
    [InlineData("after=-1.5", "invalid_cursor")]
    [InlineData("after=1.5%00", "invalid_cursor")]
    [InlineData("after=99999999999999999999.1", "invalid_cursor")]
    [InlineData("after=9223372036854775807.9223372036854775807", "invalid_cursor")]
    [InlineData("after=000000000000000000000000000000000000000000000000000000000000000000001.1", "invalid_cursor")]
    [InlineData("limit=0", "invalid_limit")]
    [InlineData("limit=1001", "invalid_limit")]
    public async Task A_page_that_cannot_be_is_refused(string query, string code)
    {
        await ShouldBe(registry.Sender, $"{Pulling.Numbers}?{query}", HttpStatusCode.BadRequest, code);
        await ShouldBe(registry.Ride, $"{Pulling.Bindings}?{query}", HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("", "invalid_date")]
    [InlineData("date=", "invalid_date")]
    [InlineData("date=20260101", "invalid_date")]
    [InlineData("date=2026-02-30", "invalid_date")]
    [InlineData("date=01/02/2026", "invalid_date")]
    [InlineData("date=2026-01-01T00:00:00Z", "invalid_date")]
    [InlineData("date=2026-01-01&format=xlsx", "invalid_parameter")]
    [InlineData("date=2026-01-01&format=CSV", "invalid_parameter")]
    public async Task A_file_that_cannot_be_is_refused(string query, string code)
    {
        await ShouldBe(registry.Sender, $"{Pulling.Numbers}/daily?{query}", HttpStatusCode.BadRequest, code);
        await ShouldBe(registry.Ride, $"{Pulling.Bindings}/daily?{query}", HttpStatusCode.BadRequest, code);
    }

    private static async Task ShouldBe(HttpClient client, string path, HttpStatusCode status, string code)
    {
        using var answer = await client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        System.Text.Json.Nodes.JsonNode.Parse(text)!["code"]!.GetValue<string>().ShouldBe(code);
    }
}
