using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Inbox;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import;

/// <summary>The requests that a line means. Each is named by file, line and act, so that to play it again is to ask for the same receipt.</summary>
/// <param name="file">SHA-256 of the file, in lower-case hexadecimal.</param>
/// <param name="credentials">Signs for the sources that sign.</param>
internal sealed class ImportActs(string file, ICredentials credentials)
{
    private readonly string _prefix = $"import-{file[..32]}-";

    /// <summary>Begins a record under the line's own key.</summary>
    public ApiRequest Create(ImportLine line, string serviceToken) =>
        Post(line, "create", "/v1/customers", serviceToken, CommandText.Create, line.Own, body => WriteKey(body, line.Own));

    /// <summary>Attaches the line's own key to the customer whom a known key names.</summary>
    public ApiRequest Attach(ImportLine line, NativeKey through, int place, string serviceToken) =>
        Post(line, $"attach-{place}", PathOf(through) + "/keys", serviceToken, CommandText.Attach, through, body => WriteKey(body, line.Own));

    /// <summary>What the line says; null when it says nothing.</summary>
    public ApiRequest? Say(ImportLine line, string serviceToken, string? subjectToken)
    {
        ApiRequest Said(string name, string place, string act, Action<Utf8JsonWriter> write) =>
            Post(line, name, PathOf(line.Own) + place, serviceToken, act, line.Own, write) with { SubjectToken = subjectToken };

        return line.Act switch
        {
            SaidAct.Assert => Said("assert", "/assertions", CommandText.Assert, body => WriteFields(body, line)),
            SaidAct.Consent => Said("consent", "/consents", CommandText.Consent, body => WriteConsent(body, line)),
            SaidAct.Restriction => Said("restriction", "/restriction", CommandText.Restriction, body => WriteRestriction(body, line)),
            SaidAct.Signal => Said("signal", "/signals", "recordSignal", body => WriteMembers(body, line)),
            _ => null,
        };
    }

    /// <summary>What a line does about a contact point; the message is the one that it needs.</summary>
    public ApiRequest Verify(ImportLine line, Verify verify, FoundMessage? message, string serviceToken, string? subjectToken)
    {
        var (act, word) = verify.How switch
        {
            VerifyWord.Request => ("requestCode", "request"), VerifyWord.Cancel => ("cancelVerification", "cancel"),
            VerifyWord.Doubt => ("doubtContact", "doubt"), _ => ("confirmCode", "confirm"),
        };
        var path = $"{PathOf(line.Own)}/verifications/{Uri.EscapeDataString(verify.Field)}";
        return Post(line, word, path, serviceToken, act, line.Own, body => WriteVerify(body, verify, word, message), verify.Field) with
        {
            SubjectToken = subjectToken,
        };
    }

    /// <summary>The address of whom a key names.</summary>
    public static string PathOf(NativeKey key) => $"/v1/customers/by-key/{Uri.EscapeDataString(key.Source.Value)}/{Uri.EscapeDataString(key.Key)}";

    private ApiRequest Post(
        ImportLine line, string name, string path, string serviceToken, string act, NativeKey named, Action<Utf8JsonWriter> write,
        string? field = null)
    {
        using var buffer = new MemoryStream();
        using (var body = new Utf8JsonWriter(buffer))
        {
            body.WriteStartObject();
            body.WriteString("observedAt", line.At);
            write(body);
            body.WriteEndObject();
        }

        var (operation, said) = (OperationId.FromTrusted($"{_prefix}{line.Number}-{name}"), buffer.ToArray());
        return new ApiRequest(HttpMethod.Post, path, serviceToken)
        {
            // What has no canonical text is no request either: the gateway says what is wrong with it.
            IdempotencyKey = operation.Value, Body = said,
            Signature = SignedBody.DigestOf(act, said, field) is { } digest ? credentials.Sign(line.Own.Source, named, operation, digest) : null,
        };
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
        WriteMembers(body, line);
        WriteEvidence(body, line);
    }

    private static void WriteMembers(Utf8JsonWriter body, ImportLine line)
    {
        foreach (var member in line.Said.EnumerateObject())
        {
            member.WriteTo(body);
        }
    }

    private static void WriteVerify(Utf8JsonWriter body, Verify verify, string word, FoundMessage? message)
    {
        body.WriteString("act", word);
        switch (verify.How)
        {
            case VerifyWord.Confirm or VerifyWord.Wrong:
                body.WriteString("code", verify.How == VerifyWord.Wrong ? Mistyped(message!.Code!) : message!.Code!);
                body.WriteString("verification", message.Verification);
                break;
            case VerifyWord.Cancel:
                body.WriteString("token", message!.CancelToken);
                break;
            case VerifyWord.Doubt:
                body.WriteString("value", verify.To);
                break;
        }
    }

    private static string Mistyped(string code) => code[..^1] + (code[^1] == '9' ? '0' : (char)(code[^1] + 1));

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
