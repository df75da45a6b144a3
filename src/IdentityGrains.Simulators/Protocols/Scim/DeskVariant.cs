namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>How a server departs from the standard.</summary>
/// <param name="Word">The word by which options name it; empty for none.</param>
internal sealed record DeskVariant(string Word)
{
    private const string EntraWord = "entra";
    private const string SilentWord = "no_content";
    private const string BlindWord = "no_external_id_filter";
    private const string ActiveOnlyWord = "patch_active_only";
    private const string SearchlessWord = "no_search";

    private static readonly string[] Words = ["", EntraWord, SilentWord, BlindWord, ActiveOnlyWord, SearchlessWord];

    /// <summary>
    /// It understands what Microsoft Entra writes, and nothing else; it shows truth as a text, and has neither Bulk nor versions, nor <c>or</c> in filters.
    /// </summary>
    public bool Entra => Word == EntraWord;

    /// <summary>It answers a change with 204.</summary>
    public bool Silent => Word == SilentWord;

    /// <summary>It does not filter by <c>externalId</c>.</summary>
    public bool Blind => Word == BlindWord;

    /// <summary>Its PATCH takes <c>active</c> and nothing else.</summary>
    public bool ActiveOnly => Word == ActiveOnlyWord;

    /// <summary>It takes searches in a body.</summary>
    public bool Search => Word != SearchlessWord;

    /// <summary>It has Bulk.</summary>
    public bool Bulk => !Entra && !Blind && !ActiveOnly;

    /// <summary>It has versions.</summary>
    public bool Versions => !Entra;

    /// <summary>The variant of that word.</summary>
    public static DeskVariant Of(string word) => Words.Contains(word)
        ? new DeskVariant(word)
        : throw new ArgumentException($"No variant of scim is called {word}.", nameof(word));
}
