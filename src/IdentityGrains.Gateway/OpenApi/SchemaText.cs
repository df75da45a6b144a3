using System.Reflection;
using System.Text.Json.Nodes;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Fields;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IdentityGrains.Gateway.OpenApi;

/// <summary>Describes what our converters write, of which the framework only knows that a converter does.</summary>
internal static class SchemaText
{
    private static readonly MethodInfo AllWords = typeof(Words).GetMethod(nameof(Words.All))!;

    public static void Complete(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var declared = context.JsonPropertyInfo?.PropertyType ?? context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var orNull = declared == type ? default : JsonSchemaType.Null;
        if (schema.Type?.HasFlag(JsonSchemaType.Integer) == true)
        {
            // The host's reader takes numbers in quotes too; our answers have none.
            schema.Type &= ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String | orNull;
            schema.Enum = [.. ((IEnumerable<string>)AllWords.MakeGenericMethod(type).Invoke(null, null)!).Select(w => (JsonNode)JsonValue.Create(w))];
        }
        else if (type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String | orNull;
            schema.Format = "date-time";
        }
        else if (type == typeof(FieldValue))
        {
            Value(schema);
        }
    }

    private static void Value(OpenApiSchema schema)
    {
        schema.Type = null;
        schema.Properties = null;
        schema.Required = null;
        schema.AnyOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Boolean | JsonSchemaType.Null },
            new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
            },
        ];
    }
}
