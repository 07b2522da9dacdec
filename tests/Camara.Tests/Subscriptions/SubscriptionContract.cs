using System.Runtime.CompilerServices;
using System.Text.Json;
using NJsonSchema;
using NSwag;

namespace RecycledNumbers.Camara.Tests.Subscriptions;

/// <summary>The operations of our own file, read from it as the published ones are from theirs.</summary>
internal sealed record SubscriptionContract(Operation Create, Operation List, Operation Read, Operation Delete)
{
    internal const string Base = "/number-recycling-subscriptions/v0.1";
    internal const string Path = Base + "/subscriptions";
    internal static readonly string[] Names = ["deactivated", "frozen-until", "reassigned", "unbinding-requested"];

    private static readonly Lazy<Task<OpenApiDocument>> Document = new(() => OpenApiYamlDocument.FromFileAsync(File()));

    internal static string TypeOf(string name) => "org.camaraproject.number-recycling-subscriptions.v0." + name;

    internal static async Task<SubscriptionContract> Load()
    {
        var document = await Document.Value;
        document.Servers.Single().Url.ShouldEndWith(Base);
        var all = document.Operations.ToDictionary(one => one.Operation.OperationId, one => new Operation(Base + one.Path, one.Operation.Security.First().Single().Value.Single(), null, one.Operation));
        all.Count.ShouldBe(4);
        return new SubscriptionContract(
            all["createNumberRecyclingSubscription"], all["retrieveNumberRecyclingSubscriptionList"], all["retrieveNumberRecyclingSubscription"], all["deleteNumberRecyclingSubscription"]);
    }

    /// <summary>Whether the file allows a request: what it does not is refused, or it would say too much.</summary>
    internal bool Allows(string body) => Create.Contract.RequestBody.ActualRequestBody.Content["application/json"].Schema.Validate(body, SchemaType.OpenApi3) is { Count: 0 };

    /// <summary>The event, and its data by its type.</summary>
    internal static async Task ShouldPromise(Notification notification)
    {
        var schemas = (await Document.Value).Components.Schemas;
        notification.Headers.ContentType.ToString().ShouldStartWith("application/cloudevents+json");
        notification.Headers["x-correlator"].ToString().ShouldBe(notification.Id);
        Conformance.Notified(schemas["CloudEvent"].Validate(notification.Text, SchemaType.OpenApi3), notification.Text);
        Conformance.Notified(schemas[notification.Type[(notification.Type.LastIndexOf('.') + 1)..]].Validate(JsonSerializer.Serialize(notification.Data), SchemaType.OpenApi3), notification.Text);
    }

    private static string File([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "camara", "number-recycling-subscriptions.yaml"));
}

/// <summary>A request body, member by member, so that a test says only what is special.</summary>
internal sealed record Wish(string Sink, string? Number = null, string Name = "deactivated")
{
    internal string Protocol { get; init; } = "\"HTTP\"";

    internal string? Types { get; init; }

    /// <summary>More members of <c>config</c>, with a comma before.</summary>
    internal string Config { get; init; } = "";

    /// <summary>More members of the whole, with a comma before.</summary>
    internal string More { get; init; } = "";

    internal static string Token(DateTimeOffset expires, string token = "sesame-123", string type = "bearer") =>
        $$""","sinkCredential":{"credentialType":"ACCESSTOKEN","accessToken":"{{token}}","accessTokenExpiresUtc":"{{expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}}","accessTokenType":"{{type}}"}""";

    public override string ToString()
    {
        var detail = Number is null ? "{}" : $$"""{"phoneNumber":"{{Number}}"}""";
        return $$"""{"protocol":{{Protocol}},"sink":"{{Sink}}","types":{{Types ?? $"[\"{SubscriptionContract.TypeOf(Name)}\"]"}},"config":{"subscriptionDetail":{{detail}}{{Config}}}{{More}}}""";
    }
}
