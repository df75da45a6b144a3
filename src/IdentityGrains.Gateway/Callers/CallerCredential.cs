using System.Buffers;
using IdentityGrains.Client.Callers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Callers;

/// <summary>Takes the credential from a request. It is carried on, not judged: the silo verifies it, so that no other way in is weaker.</summary>
internal static class CallerCredential
{
    public const string SubjectHeader = "Subject-Token";
    public const string SignatureHeader = "Assertion-Signature";
    private const string ApiKeyHeader = "X-Api-Key";
    private const string Scheme = "Bearer ";
    private const int MaxToken = 8 * 1024;
    private const int MaxSignature = 2 * 1024;
    private const int SignatureParts = 3;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    public static Read<Credential> Read(HttpContext http)
    {
        var headers = http.Request.Headers;
        var (subject, signature) = (headers[SubjectHeader], headers[SignatureHeader]);
        if (headers.Authorization.Count > 1 || headers.ContainsKey(ApiKeyHeader) || subject.Count > 1 || signature.Count > 1)
        {
            return new ProblemResult(Catalogue.AmbiguousCredentials);
        }

        var service = headers.Authorization.ToString();
        if (!service.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !IsToken(service[Scheme.Length..]))
        {
            return new ProblemResult(Catalogue.InvalidCredential);
        }

        if (subject.Count == 1 && !IsToken(subject.ToString()))
        {
            return new ProblemResult(Catalogue.InvalidCredential);
        }

        if (signature.Count == 1 && !IsSignature(signature.ToString()))
        {
            return ProblemResult.At(Pointer.Header(SignatureHeader), Catalogue.InvalidProof);
        }

        return new Credential(
            service[Scheme.Length..], subject.Count == 1 ? subject.ToString() : null, signature.Count == 1 ? signature.ToString() : null);
    }

    private static bool IsSignature(string text) => text.Length <= MaxSignature && IsToken(text) && text.Split('.').Length == SignatureParts;

    private static bool IsToken(string text) => text.Length is > 0 and <= MaxToken && !text.AsSpan().ContainsAnyExcept(TokenCharacters);
}
