using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace RecycledNumbers.Silo.Demo;

/// <summary>One program of a carrier, a platform or an operator: a token, and requests over real HTTP.</summary>
internal sealed class StoryClient(HttpClient http) : IDisposable
{
    public static async Task<StoryClient> Connect(Uri registry, string clientId, string clientSecret) =>
        new(await Authorized(registry, clientId, clientSecret));

    /// <summary>A client that carries its token.</summary>
    public static async Task<HttpClient> Authorized(Uri registry, string clientId, string clientSecret)
    {
        var http = new HttpClient { BaseAddress = registry, Timeout = TimeSpan.FromSeconds(15) };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = clientSecret,
        });
        using var answer = await http.PostAsync("/connect/token", form);
        var token = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public Task<StoryAnswer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<StoryAnswer> Post(string path, JsonObject body) => Send(HttpMethod.Post, path, body);

    public Task<StoryAnswer> Put(string path, JsonObject body) => Send(HttpMethod.Put, path, body);

    public void Dispose() => http.Dispose();

    private async Task<StoryAnswer> Send(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = JsonContent.Create(body);
        }

        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new StoryAnswer((int)answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!.AsObject());
    }
}

/// <summary>An answer.</summary>
internal sealed record StoryAnswer(int Status, JsonObject Body)
{
    /// <summary>A field as text, or "" where it is not there; <c>a.b</c> goes down.</summary>
    public string this[string path] => path.Split('.').Aggregate((JsonNode?)Body, (node, name) => node?[name])?.ToString() ?? "";

    /// <summary>The items of a list.</summary>
    public IEnumerable<JsonNode> Items => Body["items"]!.AsArray().Select(item => item!);
}
