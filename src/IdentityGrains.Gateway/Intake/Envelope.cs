using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Intake;

/// <summary>Names the query parameters that an endpoint knows.</summary>
internal sealed record QueryParameters(params IReadOnlyList<string> Names);

/// <summary>What is around the body: query and headers.</summary>
internal static class Envelope
{
    private static readonly AnswersAs Json = new("application", "json");

    private static readonly HashSet<string> Secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "api_key", "api-key", "apikey", "key", "access_token", "token", "id_token", "authorization", "bearer", "client_secret", "secret", "password",
    };

    /// <summary>The first problem with the envelope; null when there is none.</summary>
    public static ProblemResult? ProblemOf(HttpContext http)
    {
        if (!Accepts(http.Request.Headers.Accept, http.GetEndpoint()?.Metadata.GetMetadata<AnswersAs>() ?? Json))
        {
            return new ProblemResult(Catalogue.NotAcceptable);
        }

        // A body of kilobytes may unfold to gigabytes.
        if (!StringValues.IsNullOrEmpty(http.Request.Headers.ContentEncoding))
        {
            return new ProblemResult(Catalogue.UnsupportedMediaType);
        }

        return Conditions.Unkept(http) ?? ProblemOfQuery(http);
    }

    private static bool Accepts(StringValues accept, AnswersAs answer)
    {
        if (StringValues.IsNullOrEmpty(accept))
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParseList(accept, out var ranges)
            && ranges.Any(r => r.Quality is not 0
                && (r.MatchesAllTypes || (r.Type == answer.Type && (r.MatchesAllSubTypes || answer.Subtypes.Any(s => r.SubType == s)))));
    }

    private static ProblemResult? ProblemOfQuery(HttpContext http)
    {
        if (!http.Request.QueryString.HasValue)
        {
            return null;
        }

        var known = http.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.Names ?? [];
        foreach (var (name, values) in http.Request.Query)
        {
            if (Secrets.Contains(name))
            {
                return new ProblemResult(Catalogue.CredentialInUrl);
            }

            if (values.Count > 1)
            {
                return ProblemResult.At(Pointer.Query(name), Catalogue.DuplicateParameter);
            }

            if (!known.Contains(name, StringComparer.Ordinal))
            {
                return ProblemResult.At(Pointer.Query(name), Catalogue.ValidationFailed);
            }
        }

        return null;
    }
}
