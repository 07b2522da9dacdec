namespace RecycledNumbers.Api.OpenApi;

/// <summary>How endpoints name themselves in the OpenAPI document.</summary>
internal static class OperationNames
{
    /// <summary>An operationId and a sentence.</summary>
    internal static TBuilder Named<TBuilder>(this TBuilder endpoint, string operationId, string summary) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithName(operationId).WithSummary(summary);
}
