using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Api.Idempotency;

namespace RecycledNumbers.Api.Tests.Endpoints;

/// <summary>Every endpoint that names an object in its path, asked by another tenant for an object that is there and for one that is not: the two answers are the same bytes.</summary>
public sealed class TenantTests(Registry registry)
{
    private const string NobodysNumber = "+8618600000000";

    // Not of a tenant: any platform may register an account on any number, and is told what keeps it from that.
    private static readonly string[] OpenToAll = ["bindAccount"];

    [Fact]
    public async Task Anothers_object_and_none_are_the_same_to_every_endpoint()
    {
        var (number, unbinding, account) = await registry.Unbinding();
        var platform = await registry.NewPlatform();
        var others = new Dictionary<string, string>
        {
            ["number"] = number,
            ["account"] = account,
            ["readOperation"] = registry.App.Services.GetRequiredService<OperationId>().Seal(new Operation(number, "carrier:north", "key")),
            ["reportOutcome"] = unbinding,
            ["readCase"] = await registry.OpenCase(Ledger.Cases.CaseRow.Complaint),
            ["closeCase"] = await registry.OpenCase(Ledger.Cases.CaseRow.Complaint),
            ["answerCase"] = await registry.OpenCase(Ledger.Cases.CaseRow.Interception),
            ["replayDelivery"] = await registry.DeadLetter(platform.Party),
        };
        foreach (var about in new[] { "readBatch", "readBatchResults", "cancelBatch" }) others[about] = (await BatchCalls.Sent(registry.North, "suspensions", $"number\n{number}\n"))["id"]!.GetValue<string>();
        var checkedOperations = 0;
        foreach (var operation in Operations(await registry.Anonymous.Get("/openapi/v1.json")))
        {
            if (!operation.Path.Contains('{', StringComparison.Ordinal) || operation.Path.StartsWith("/v1/admin", StringComparison.Ordinal) || OpenToAll.Contains(operation.Id)) continue;
            foreach (var stranger in operation.Scopes.Select(Stranger).OfType<HttpClient>())
            {
                var there = await Ask(stranger, operation, name => others.GetValueOrDefault(name) ?? others.GetValueOrDefault(operation.Id) ?? "busy");
                var nowhere = await Ask(stranger, operation, name => name == "number" ? NobodysNumber : name == "kind" ? "busy" : "ub_nobody");

                there.ShouldBe(nowhere, operation.Id);
                there.ShouldContain(operation.Id == "assignNumber" ? "not_in_your_blocks" : "not_found", Case.Sensitive, operation.Id);
                checkedOperations++;
            }
        }

        checkedOperations.ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task Lists_hold_only_what_is_the_callers()
    {
        var (number, id, _) = await registry.Unbinding();

        foreach (var (client, path) in new[] { (registry.Bank, "/v1/unbindings"), (registry.South, "/v1/unbindings"), (registry.Bank, "/v1/events"), (registry.South, "/v1/cases"), (registry.Bank, "/v1/cases"), (registry.Bank, "/v1/webhook/deliveries"), (registry.South, "/v1/blocks"), (registry.South, "/v1/batches"), (registry.Bank, "/v1/batches") })
        {
            var text = (await client.Get(path + "?limit=1000")).ToJsonString();
            text.ShouldNotContain(number[1..], customMessage: path);
            text.ShouldNotContain(id, customMessage: path);
        }
    }

    private HttpClient? Stranger(string scope) => scope switch
    {
        "numbers" => registry.South,
        "bindings" => registry.Bank,
        _ => null,
    };

    private static async Task<string> Ask(HttpClient client, Described operation, Func<string, string> value)
    {
        var path = string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? Uri.EscapeDataString(value(part.Trim('{', '}'))) : part));
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path);
        if (operation.Method != "GET") request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (BodyOf(operation.Id) is { } body) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        problem.Remove("traceId");
        return $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} {problem.ToJsonString()}";
    }

    private static string? BodyOf(string operation) => operation switch
    {
        "assignNumber" or "reinstateNumber" or "transferNumber" or "readLinkedAccounts" => """{"subscriber":"s"}""",
        "deactivateNumber" => """{"reason":"fraud"}""",
        "announceDeactivation" => """{"date":"2030-01-01"}""",
        "portNumber" => """{"toCarrier":"north"}""",
        "setForwarding" => """{"target":"+8613900000001"}""",
        "reportOutcome" => """{"outcome":"unbound"}""",
        "closeCase" => """{"outcome":"remedied","reason":"blocked"}""",
        "answerCase" => """{"answer":"accepted"}""",
        _ => null,
    };

    private static IEnumerable<Described> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where method.Value!["operationId"] is not null
        select new Described(
            method.Value!["operationId"]!.GetValue<string>(),
            method.Key.ToUpperInvariant(),
            path.Key,
            [.. (method.Value["security"]?.AsArray() ?? []).SelectMany(one => one!.AsObject()).SelectMany(one => one.Value!.AsArray()).Select(scope => scope!.GetValue<string>())]);

    private sealed record Described(string Id, string Method, string Path, string[] Scopes);
}
