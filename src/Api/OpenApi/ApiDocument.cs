using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace RecycledNumbers.Api.OpenApi;

/// <summary><c>/openapi/v1.json</c>: what the whole document says once.</summary>
internal static class ApiDocument
{
    internal const string Name = "v1";

    internal static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            // The dashboard that a silo co-hosts is no part of this API.
            options.ShouldInclude = static endpoint => endpoint.RelativePath?.StartsWith("orleans", StringComparison.Ordinal) != true;
            options.AddDocumentTransformer(Describe);
            options.AddOperationTransformer(CommandHeaders.Transform);
            options.AddOperationTransformer(ErrorResponses.Transform);
            options.AddOperationTransformer(ScopeSecurity.Transform);
            options.AddSchemaTransformer(WireTypes.Transform);
            options.AddSchemaTransformer(FieldRules.Transform);
            options.AddOperationTransformer(ParameterRules.Transform);
            options.AddOperationTransformer(OneSuccess.Transform);
        });

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "RecycledNumbers",
            Version = Name,
            Description = "A registry for recycled telephone numbers. Commands need an Idempotency-Key; errors are application/problem+json with a stable code (see /docs/errors).",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // Where it was fetched from is where it is served: a document with the server's own idea of its address is wrong behind a proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ErrorResponses.Schema] = ErrorResponses.Describe();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[ScopeSecurity.Scheme] = ScopeSecurity.Describe();
        return Task.CompletedTask;
    }
}
