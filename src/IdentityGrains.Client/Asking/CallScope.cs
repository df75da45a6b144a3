namespace IdentityGrains.Client.Asking;

/// <summary>
/// What goes along with some calls and not with others. It is handed over and never found in the surroundings: what one request brings cannot reach
/// the calls of another.
/// </summary>
public sealed record CallScope
{
    /// <summary>Nothing but the service identity, and the deadline of the options.</summary>
    public static readonly CallScope Plain = new();

    /// <summary>The token of the customer who is signed in (JWT). Default: none.</summary>
    public string? SubjectToken { get; init; }

    /// <summary>The source's signature over the one command that is submitted (JWS); reads pass it over. Default: none.</summary>
    public string? AssertionSignature { get; init; }

    /// <summary>How long one operation may take over all its tries. Default: that of the options.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Never the tokens.</summary>
    public override string ToString() => "[call scope]";
}
