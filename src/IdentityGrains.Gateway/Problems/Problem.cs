namespace IdentityGrains.Gateway.Problems;

/// <summary>One way in which a request fails, with its page: the last part of <c>type</c>, the status and the title.</summary>
/// <param name="Slug">Names it for ever.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a sentence that holds nothing of the request.</param>
internal sealed record Problem(string Slug, int Status, string Title)
{
    public const string TypePrefix = "urn:identitygrains:problem:";

    /// <summary>The value of <c>type</c>.</summary>
    public string Type => TypePrefix + Slug;

    /// <summary>How long the caller should wait before it asks again; null when asking again changes nothing.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The same idea where the request is well formed and the law, not the reader, says no.</summary>
    public Problem Unprocessable => this with { Status = StatusCodes.Status422UnprocessableEntity };
}
