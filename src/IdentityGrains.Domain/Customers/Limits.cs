namespace IdentityGrains.Domain.Customers;

/// <summary>How much one command may hold, whoever brings it and by whichever door.</summary>
public static class Limits
{
    /// <summary>Fields of one command or question.</summary>
    public const int Fields = 64;

    /// <summary>Pieces of evidence that accompany one act.</summary>
    public const int Evidence = 16;

    /// <summary>Characters of a reference to evidence.</summary>
    public const int Reference = 256;

    /// <summary>Characters of a name that a policy gives: of a field, a source, a purpose, a kind of evidence.</summary>
    public const int Name = 64;

    /// <summary>Texts of one value: topics of a set, parts of an address.</summary>
    public const int Texts = 64;

    /// <summary>Characters of one text, before its field's format reads it; most formats take far less.</summary>
    public const int Characters = 8_192;

    /// <summary>Characters of a code or token that somebody brings.</summary>
    public const int Secret = 64;
}
