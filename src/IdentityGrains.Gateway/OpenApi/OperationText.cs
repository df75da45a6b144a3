using System.Text.RegularExpressions;
using IdentityGrains.Gateway.Acknowledgements;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Events;
using IdentityGrains.Gateway.Exceptions;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using IdentityGrains.Gateway.Reading;
using IdentityGrains.Gateway.Reconciling;
using IdentityGrains.Gateway.Scim;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IdentityGrains.Gateway.OpenApi;

/// <summary>Adds to an operation what the framework cannot see: parameters that handlers take from the request, problems, headers, security.</summary>
internal static partial class OperationText
{
    private static readonly Dictionary<string, string> Parts = new(StringComparer.Ordinal)
    {
        ["customer"] = "The customer's id, cus_ and 32 hexadecimal digits.",
        ["source"] = "The source whose key follows, as the policy names it.",
        ["key"] = "The source's own key of the customer.",
        ["field"] = "The field, as the policy names it.",
        ["delivery"] = "The delivery that is acknowledged.",
        ["platform"] = "The platform, as the policy names it.",
        ["number"] = "The run's number, or latest.",
        ["resource"] = "The type of resources, User.",
        ["schema"] = "The schema's URN.",
        ["subscription"] = "The subscription's id, sub_ and 32 hexadecimal digits.",
        ["exception"] = "The exception's id, exc_ and 32 hexadecimal digits.",
        ["hash"] = "SHA-256 of the document, 64 hexadecimal digits.",
    };

    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["from"] = "The first version to tell. Default: 1.",
        ["limit"] = "The most entries to tell, 1 to 500. Default: 100.",
        [Views.Before] = "The version that the page ends before. Default: the newest is told first.",
        [Cursor.Name] = "Where the page before ended, as its answer says.",
        [ReconcilingViews.Platform] = "The platform that is asked about. Default: every one.",
        [ExceptionViews.State] = "standing, all, or where those stand that are told, in a word. Default: standing, which is all that are not over.",
        [ExceptionViews.Kind] = "The kind, in the policy's word.",
        [ExceptionViews.Assignee] = "Who has to look at them, as the policy names parts.",
        [ExceptionViews.Customer] = "The customer's id.",
        [UserViews.Filter] = "externalId, userName or id, eq, and a text in quotes; several with and between.",
        [UserViews.StartIndex] = "The first result to tell, from 1. Default: 1.",
        [UserViews.Count] = "The most results to tell. Default: 100.",
        [AttributeSelection.Attributes] = "The attributes to tell, with commas between. Default: all.",
        [AttributeSelection.ExcludedAttributes] = "The attributes not to tell. Not together with attributes.",
        [EventViews.After] = "The position after which to begin: the id of an event. Default: now.",
        [MomentQuery.Version] = "As of this version, at the instant at which it was recorded. Not together with at.",
        [MomentQuery.At] = "As of this instant, which is past: the last version recorded at or before it. Not together with version.",
    };

    private static readonly Dictionary<string, string> Kept = new(StringComparer.Ordinal)
    {
        [Conditions.IfMatch] = "The ETag of the version for which alone the act is meant; 412 when the record is at another one.",
        [Conditions.IfVersionAtLeast] = "A version that the caller has heard of: it is waited for, two seconds at most, and 409 when it does not come.",
        [Conditions.RequestDeadline] = "The instant (RFC 3339) after which the act is not to be begun any more: 408, and no effect.",
    };

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["ETag"] = "The customer's version, quoted.",
        ["Location"] = "The address of what was made.",
        [OperationKey.ReplayHeader] = "true when an earlier request with the same key had this effect.",
    };

    public static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (Match part in RoutePart().Matches(context.Description.RelativePath ?? string.Empty))
        {
            var name = part.Groups["name"].Value;
            operation.Parameters.Add(Parameter(name, ParameterLocation.Path, Parts[name], required: true));
        }

        foreach (var name in metadata.OfType<QueryParameters>().SelectMany(q => q.Names))
        {
            operation.Parameters.Add(Query(name));
        }

        Headers(operation, metadata, context.Document!);
        Outcomes(operation, metadata);
    }

    private static void Headers(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        if (metadata.Any(m => m is IsWrite or NeedsOperationKey))
        {
            operation.Parameters!.Add(Parameter(OperationKey.Header, ParameterLocation.Header,
                "The caller's name for this act, 1 to 255 visible ASCII characters. A retry carries the same one and takes effect once.", required: true));
        }

        if (metadata.OfType<TakesOperationKey>().Any())
        {
            operation.Parameters!.Add(Parameter(OperationKey.Header, ParameterLocation.Header,
                "The caller's name for this act, if it has one. Without it the act is named by the version that it is meant for.", required: false));
        }

        foreach (var name in metadata.OfType<KeepsConditions>().SelectMany(k => k.Headers))
        {
            operation.Parameters!.Add(Parameter(name, ParameterLocation.Header, Kept[name], required: false));
        }

        if (metadata.OfType<NeedsCredential>().Any())
        {
            operation.Parameters!.Add(Parameter(CallerCredential.SubjectHeader, ParameterLocation.Header,
                "The token of the customer who is signed in, if one is.", required: false));
            if (metadata.OfType<IsWrite>().Any())
            {
                operation.Parameters.Add(Parameter(CallerCredential.SignatureHeader, ParameterLocation.Header,
                    "The source's signature over this very act (JWS, ES256), if it signs: docs/api.md says of what.", required: false));
            }

            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(GatewayDocument.BearerScheme, document)] = [] }];
        }

        if (metadata.OfType<ResumesByHeader>().Any())
        {
            operation.Parameters!.Add(Parameter(EventViews.LastEventId, ParameterLocation.Header, "As after, which it outranks.", required: false));
        }

        if (metadata.OfType<IsCallback>().Any())
        {
            operation.Parameters!.Add(Parameter(Callbacks.IdHeader, ParameterLocation.Header, "The message's id.", required: true));
            operation.Parameters.Add(Parameter(Callbacks.TimestampHeader, ParameterLocation.Header, "Seconds since 1970.", required: true));
            operation.Parameters.Add(Parameter(Callbacks.SignatureHeader, ParameterLocation.Header, "v1, and the signature in base64.", required: true));
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() },
            };
        }
    }

    private static void Outcomes(OpenApiOperation operation, IList<object> metadata)
    {
        var slugs = metadata.OfType<FailsWith>().SelectMany(f => f.Problems).ToLookup(p => p.Status, p => p.Slug);
        var responses = (operation.Responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal).ToArray();
        operation.Responses = [];
        foreach (var (status, response) in responses)
        {
            operation.Responses.Add(status, response);
            if (response is not OpenApiResponse told)
            {
                continue;
            }

            var named = slugs[int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)].Distinct().Order(StringComparer.Ordinal).ToArray();
            if (named.Length > 0)
            {
                told.Description = string.Join(", ", named);
            }
            else if (status.StartsWith('2'))
            {
                told.Headers = metadata.OfType<AnswersWith>().SelectMany(a => a.Headers).ToDictionary(
                    h => h, h => (IOpenApiHeader)new OpenApiHeader { Description = Answers[h], Schema = Text() }, StringComparer.Ordinal);
            }
        }
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation where, string description, bool required) =>
        new() { Name = name, In = where, Description = description, Required = required, Schema = Text() };

    private static OpenApiParameter Query(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = Queries[name],
        Schema = name switch
        {
            MomentQuery.At => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            ReconcilingViews.Platform or Cursor.Name or ExceptionViews.State or ExceptionViews.Kind or ExceptionViews.Assignee or ExceptionViews.Customer =>
                Text(),
            EventViews.After or UserViews.Filter or AttributeSelection.Attributes or AttributeSelection.ExcludedAttributes => Text(),
            _ => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" },
        },
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoutePart();
}
