namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>One difference between two policies.</summary>
/// <param name="Subject">What it concerns, for example <c>field email</c>.</param>
/// <param name="Path">The place below it; empty when the whole came, went or is another one.</param>
/// <param name="Older">What stood there; null when nothing did.</param>
/// <param name="Newer">What stands there now; null when nothing does.</param>
public sealed record PolicyChange(string Subject, string Path, string? Older, string? Newer)
{
    /// <summary>The difference in one line.</summary>
    public string Sentence => (Older, Newer) switch
    {
        ("", "") => $"{Subject}: changed",
        (null, "") => $"{Subject}: added",
        ("", null) => $"{Subject}: removed",
        (null, _) => $"{Subject}: {Path} added: {Newer}",
        (_, null) => $"{Subject}: {Path} removed: {Older}",
        _ => $"{Subject}: {Path} changed from {Older} to {Newer}",
    };
}
