using System.Text.Json.Nodes;

namespace RecycledNumbers.Api.Tests.Endpoints.Fuzz;

/// <summary>An operation as the OpenAPI document describes it: all that the fuzzer knows.</summary>
internal sealed record Operation(string Id, string Method, string Path, string[] Scopes, JsonNode[] Parameters, string? MediaType, JsonNode? Schema, bool IsCommand)
{
    internal static List<Operation> In(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           select Of(method.Value!, method.Key.ToUpperInvariant(), path.Key),
    ];

    private static Operation Of(JsonNode operation, string method, string path)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!).ToArray();
        var content = operation["requestBody"]?["content"]?.AsObject().First();
        return new Operation(
            operation["operationId"]!.GetValue<string>(),
            method,
            path,
            [.. (operation["security"]?.AsArray() ?? []).SelectMany(one => one!.AsObject()).SelectMany(one => one.Value!.AsArray()).Select(scope => scope!.GetValue<string>())],
            parameters,
            content?.Key,
            content?.Value!["schema"],
            parameters.Any(parameter => parameter["name"]!.GetValue<string>() == "Idempotency-Key"));
    }
}
