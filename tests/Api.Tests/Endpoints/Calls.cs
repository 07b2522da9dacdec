using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Requests and answers as these tests write them.</summary>
internal static partial class Calls
{
    /// <summary>A command with a key of its own, unless one is given.</summary>
    internal static async Task<HttpResponseMessage> Command(this HttpClient client, string method, string path, string? body = null, string? key = null, string type = "application/json", string? generation = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (generation is not null) request.Headers.TryAddWithoutValidation("Expected-Generation", generation);
        return await client.SendAsync(request);
    }

    internal static async Task<HttpResponseMessage> Ask(this HttpClient client, string path, string body, string type = "application/json") =>
        await client.PostAsync(path, new StringContent(body, Encoding.UTF8, type));

    internal static async Task<JsonNode> Get(this HttpClient client, string path) => await client.GetAsync(path).Body(200);

    internal static async Task<HttpResponseMessage> ShouldBe(this Task<HttpResponseMessage> call, int status)
    {
        var answer = await call;
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return answer;
    }

    internal static async Task ShouldBeProblem(this Task<HttpResponseMessage> call, int status, string code) => await (await call).ShouldBeProblem(status, code);

    internal static async Task<JsonNode> Body(this Task<HttpResponseMessage> call, int status) =>
        JsonNode.Parse(await (await call.ShouldBe(status)).Content.ReadAsStringAsync())!;

    /// <summary>The answer's JSON with what differs from run to run replaced by its kind.</summary>
    internal static async Task<string> Snapshot(this Task<HttpResponseMessage> call, int status) => Still(await (await call.ShouldBe(status)).Content.ReadAsStringAsync());

    internal static string Still(string json)
    {
        var still = Instant().Replace(json, "INSTANT");
        still = Id().Replace(still, "${kind}_ID");
        still = Token().Replace(still, "tt_TOKEN");
        still = Number().Replace(still, "NUMBER");
        return Secret().Replace(still, "whsec_SECRET").Replace("\\u002B", "+", StringComparison.Ordinal);
    }

    internal static async Task<string[]> Lines(this HttpResponseMessage answer) =>
        (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();

    [GeneratedRegex(@"\b(?<kind>ub|bd|msg)_[a-z0-9]{26}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("tt_[A-Za-z0-9_-]{32}", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"(\\u002B|\+)86139\d{8}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();

    [GeneratedRegex("whsec_[A-Za-z0-9+/=\\\\]+", RegexOptions.None, 1000)]
    private static partial Regex Secret();
}
