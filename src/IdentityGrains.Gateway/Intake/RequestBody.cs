using System.Buffers;
using System.Text.Json.Serialization.Metadata;
using IdentityGrains.Gateway.Door;
using IdentityGrains.Gateway.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace IdentityGrains.Gateway.Intake;

/// <summary>Reads bodies, never more than <see cref="KestrelLimits.MaxBody"/> bytes of one.</summary>
internal static class RequestBody
{
    /// <summary>The raw bytes.</summary>
    public static async Task<Read<byte[]>> Bytes(HttpContext http)
    {
        if (http.Request.ContentLength > KestrelLimits.MaxBody)
        {
            return new ProblemResult(Catalogue.PayloadTooLarge);
        }

        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > KestrelLimits.MaxBody)
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
    public static async Task<Read<T>> Json<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        if (ProblemOfType(http.Request.Headers.ContentType) is { } wrongType)
        {
            return wrongType;
        }

        return (await Bytes(http)).Ok(out var body, out var problem) ? StrictJson.Read(body, type) : problem;
    }

    private static ProblemResult? ProblemOfType(StringValues header)
    {
        if (header.Count != 1 || !MediaTypeHeaderValue.TryParse(header.ToString(), out var type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return new ProblemResult(Catalogue.UnsupportedMediaType);
        }

        // JSON between systems is UTF-8 (RFC 8259); what says otherwise would be read as something that was not meant.
        return !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : new ProblemResult(Catalogue.MalformedJson);
    }
}
