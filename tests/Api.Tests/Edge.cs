using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RecycledNumbers.Api.Tests;
using RecycledNumbers.Contracts.Access;
using RecycledNumbers.Postgres;

[assembly: AssemblyFixture(typeof(Edge))]

namespace RecycledNumbers.Api.Tests;

/// <summary>The real composition on real Kestrel, co-hosted with a small silo that holds the clients in memory.</summary>
public sealed class Edge : IAsyncLifetime
{
    public const string CarrierId = "demo-mobile.test";
    public const string PlatformId = "demo-ride.test";
    public const string OperatorId = "dev.test";

    /// <summary>When a request that hangs is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Secret { get; } = ClientSecret.New();

    public string Keys { get; } = Path.Combine(Path.GetTempPath(), $"rn-edge-{Guid.NewGuid():N}");

    public WebApplication App { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    public HttpClient Carrier { get; private set; } = null!;

    public HttpClient Platform { get; private set; } = null!;

    public int OrleansGateway { get; } = FreePort.Take();

    public async ValueTask InitializeAsync()
    {
        App = Build(Keys, builder => builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort.Take(), OrleansGateway)
            .AddMemoryGrainStorage("directory")));
        await App.StartAsync();

        Anonymous = ClientOf(App);
        await Register(CarrierId, Role.Carrier, "carrier:demo-mobile", "numbers");
        await Register(PlatformId, Role.Platform, "platform:demo-ride", "bindings", "checks");
        await Register(OperatorId, Role.Operator, "operator:dev", "admin");
        Carrier = await LoggedIn(CarrierId);
        Platform = await LoggedIn(PlatformId);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(Keys, recursive: true);
    }

    /// <summary>A host with the API in it, not started.</summary>
    internal static WebApplication Build(string keys, Action<WebApplicationBuilder> configure, params string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--environment", "Development", "--urls", "http://127.0.0.1:0", "--Keys:Directory", keys, "--Access:FailedTokensPerMinute", "0", .. settings],
        });
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.AddApi();
        configure(builder);
        var app = builder.Build();
        app.MapApi();
        app.MapProbes();
        return app;
    }

    /// <summary>Makes of an app a gateway to this silo; it goes on trying, as the product does, for the silo may be busy.</summary>
    internal void AsGateway(WebApplicationBuilder builder) => builder.UseOrleansClient(client => client
        .UseLocalhostClustering(OrleansGateway)
        .UseConnectionRetryFilter(static (_, stop) => Task.FromResult(!stop.IsCancellationRequested)));

    /// <summary>A client that sends header values as they are, so that the server is the one to judge them.</summary>
    internal static HttpClient ClientOf(WebApplication app)
    {
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8, Expect100ContinueTimeout = Patience };
        return new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()), Timeout = Patience };
    }

    internal async Task<HttpClient> LoggedIn(string clientId)
    {
        var answer = await Anonymous.PostAsync("/connect/token", TokenForm(clientId, Secret));
        var token = (await answer.Json()).GetProperty("access_token").GetString();
        return WithToken(token!);
    }

    internal HttpClient WithToken(string token)
    {
        var client = ClientOf(App);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    internal static FormUrlEncodedContent TokenForm(string clientId, string secret, string? scope = null)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = secret };
        if (scope is not null) form["scope"] = scope;
        return new FormUrlEncodedContent(form);
    }

    private Task<bool> Register(string id, Role role, string party, params string[] scopes) =>
        App.Services.GetRequiredService<IGrainFactory>().GetGrain<IClientGrain>(id).Create(new NewClient(Secret, role, party, [.. scopes]));
}

internal static class Answers
{
    internal static async Task<JsonElement> Json(this HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    internal static async Task ShouldBeProblem(this HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Json();
        problem.EnumerateObject().Select(member => member.Name).ShouldBe(["type", "title", "status", "detail", "code", "traceId"]);
        problem.GetProperty("code").GetString().ShouldBe(code, text);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("type").GetString().ShouldBe($"/docs/errors#{code}");
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }
}
