using IdentityGrains.Gateway.Door;
using Microsoft.OpenApi;

namespace IdentityGrains.Gateway.OpenApi;

/// <summary>The API's own description, OpenAPI 3.1.</summary>
internal static class GatewayDocument
{
    public const string Name = "v1";
    public const string BearerScheme = "bearer";

    public static IServiceCollection AddGatewayDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = api => api.ActionDescriptor.EndpointMetadata.OfType<GatewayMark>().Any();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            OperationText.Complete(operation, context);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            SchemaText.Complete(schema, context);
            return Task.CompletedTask;
        });
    });

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "IdentityGrains",
            Version = Name,
            Description = "The system of authority for customer identity: who may assert which field, who won and why, and who was told.",
        };

        // Where it runs is not part of what it is; the document must not differ from machine to machine.
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The token of the calling service identity.",
            },
        };
    }
}
