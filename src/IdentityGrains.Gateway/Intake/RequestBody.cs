using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Problems;
using IdentityGrains.Gateway.Scim;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Intake;

/// <summary>Reads bodies, never more than <see cref="KestrelLimits.MaxBody"/> bytes of one unless the endpoint takes more.</summary>
internal static class RequestBody
{
    private const string JsonType = "application/json";
    private const string YamlType = "application/yaml";

    /// <summary>The raw bytes.</summary>
    public static async Task<Read<byte[]>> Bytes(HttpContext http, int limit = KestrelLimits.MaxBody)
    {
        if (http.Request.ContentLength > limit)
        {
            return new ProblemResult(Catalogue.PayloadTooLarge);
        }

        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return new ProblemResult(Catalogue.PayloadTooLarge);
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The body as a request of the API.</summary>
    public static async Task<Read<T>> Json<T>(HttpContext http, JsonTypeInfo<T> type, Func<JsonElement, JsonElement>? mend = null)
        where T : class
    {
        if (ProblemOfType(http.Request.Headers.ContentType, [JsonType], Catalogue.MalformedJson) is { } wrongType)
        {
            return wrongType;
        }

        return (await Bytes(http)).Ok(out var body, out var problem) ? StrictJson.Read(body, type, mend) : problem;
    }

    /// <summary>The body as the bytes of a message of SCIM, not looked at yet.</summary>
    public static async Task<Read<byte[]>> Scim(HttpContext http, int limit) =>
        ProblemOfType(http.Request.Headers.ContentType, [ScimMessage.ContentType, JsonType], Catalogue.MalformedJson) is { } wrongType
            ? wrongType : await Bytes(http, limit);

    /// <summary>The body as the text of a YAML document, exactly as it came; who reads the document judges it.</summary>
    public static async Task<Read<string>> Yaml(HttpContext http, int limit)
    {
        if (ProblemOfType(http.Request.Headers.ContentType, [YamlType], Catalogue.PolicyMalformed) is { } wrongType)
        {
            return wrongType;
        }

        return !(await Bytes(http, limit)).Ok(out var body, out var problem) ? problem
            : Utf8.IsValid(body) ? Encoding.UTF8.GetString(body)
            : new ProblemResult(Catalogue.PolicyMalformed);
    }

    private static ProblemResult? ProblemOfType(StringValues header, string[] taken, Problem otherCharset)
    {
        if (header.Count != 1 || !MediaTypeHeaderValue.TryParse(header.ToString(), out var type)
            || !taken.Any(t => type.MediaType.Equals(t, StringComparison.OrdinalIgnoreCase)))
        {
            return new ProblemResult(Catalogue.UnsupportedMediaType);
        }

        // JSON between systems is UTF-8 (RFC 8259), and a policy is; what says otherwise would be read as something that was not meant.
        return !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : new ProblemResult(otherCharset);
    }
}
