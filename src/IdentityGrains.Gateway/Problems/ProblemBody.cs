using System.Text.Json.Serialization;

namespace IdentityGrains.Gateway.Problems;

/// <summary>A problem as it is answered (RFC 9457).</summary>
/// <param name="Type">Which problem: <c>urn:identitygrains:problem:</c> and its slug.</param>
/// <param name="Title">What happened.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="TraceId">Under which the operators find the request.</param>
/// <param name="Errors">Every place that is wrong; absent when the problem concerns the whole request.</param>
/// <param name="RetryAfter">How many seconds to wait before asking again; absent when that changes nothing.</param>
/// <param name="CurrentVersion">The version that the customer's record has, where another one was expected.</param>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Violation>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? RetryAfter = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? CurrentVersion = null)
{
    public const string ContentType = "application/problem+json";
}

/// <summary>One place that is wrong. Never the value.</summary>
/// <param name="Pointer">
/// An RFC 6901 pointer into the body; <c>/query/…</c> and <c>/headers/…</c> point at what is not in the body.
/// </param>
/// <param name="Code">What is wrong there.</param>
internal sealed record Violation(string Pointer, string Code);
