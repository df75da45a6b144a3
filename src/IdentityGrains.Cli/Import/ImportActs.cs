using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import;

/// <summary>The requests that a line means. Each is named by file, line and act, so that to play it again is to ask for the same receipt.</summary>
/// <param name="file">SHA-256 of the file, in lower-case hexadecimal.</param>
internal sealed class ImportActs(string file)
{
    private readonly string _prefix = $"import-{file[..32]}-";

    /// <summary>Begins a record under the line's own key.</summary>
    public ApiRequest Create(ImportLine line, string serviceToken) =>
        Post(line, "create", "/v1/customers", serviceToken, body => WriteKey(body, line.Own));

    /// <summary>Attaches the line's own key to the customer whom a known key names.</summary>
    public ApiRequest Attach(ImportLine line, NativeKey through, int place, string serviceToken) =>
        Post(line, $"attach-{place}", PathOf(through) + "/keys", serviceToken, body => WriteKey(body, line.Own));

    /// <summary>What the line says; null when it says nothing.</summary>
    public ApiRequest? Say(ImportLine line, string serviceToken, string? subjectToken)
    {
        ApiRequest Said(string name, string place, Action<Utf8JsonWriter> write) =>
            Post(line, name, PathOf(line.Own) + place, serviceToken, write) with { SubjectToken = subjectToken };

        return line.Act switch
        {
            SaidAct.Assert => Said("assert", "/assertions", body => WriteFields(body, line)),
            SaidAct.Consent => Said("consent", "/consents", body => WriteConsent(body, line)),
            SaidAct.Restriction => Said("restriction", "/restriction", body => WriteRestriction(body, line)),
            _ => null,
        };
    }

    /// <summary>The address of whom a key names.</summary>
    public static string PathOf(NativeKey key) => $"/v1/customers/by-key/{Uri.EscapeDataString(key.Source.Value)}/{Uri.EscapeDataString(key.Key)}";

    private ApiRequest Post(ImportLine line, string name, string path, string serviceToken, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var body = new Utf8JsonWriter(buffer))
        {
            body.WriteStartObject();
            body.WriteString("observedAt", line.At);
            write(body);
            body.WriteEndObject();
        }

        return new ApiRequest(HttpMethod.Post, path, serviceToken) { IdempotencyKey = $"{_prefix}{line.Number}-{name}", Body = buffer.ToArray() };
    }

    private static void WriteKey(Utf8JsonWriter body, NativeKey key)
    {
        body.WriteStartObject("key");
        body.WriteString("source", key.Source.Value);
        body.WriteString("key", key.Key);
        body.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter body, ImportLine line)
    {
        body.WritePropertyName("fields");
        line.Said.WriteTo(body);
        WriteEvidence(body, line);
    }

    private static void WriteConsent(Utf8JsonWriter body, ImportLine line)
    {
        foreach (var member in line.Said.EnumerateObject())
        {
            member.WriteTo(body);
        }

        WriteEvidence(body, line);
    }

    private static void WriteRestriction(Utf8JsonWriter body, ImportLine line)
    {
        body.WritePropertyName("decision");
        line.Said.WriteTo(body);
        WriteEvidence(body, line);
    }

    private static void WriteEvidence(Utf8JsonWriter body, ImportLine line)
    {
        if (line.Evidence is { } evidence)
        {
            body.WritePropertyName("evidence");
            evidence.WriteTo(body);
        }
    }
}
