namespace IdentityGrains.Formats.Values;

/// <summary>The API's codes for what is no value of a field.</summary>
public static class FieldFaults
{
    /// <summary>Too long, or not of the field's shape.</summary>
    public const string ValidationFailed = "validation-failed";

    /// <summary>No e-mail address.</summary>
    public const string InvalidEmail = "invalid-email";

    /// <summary>No telephone number.</summary>
    public const string InvalidPhone = "invalid-phone";

    /// <summary>Control characters, or marks heaped on one letter.</summary>
    public const string InvalidCharacters = "invalid-characters";

    /// <summary>NUL, or half a surrogate pair.</summary>
    public const string InvalidUnicode = "invalid-unicode";
}
