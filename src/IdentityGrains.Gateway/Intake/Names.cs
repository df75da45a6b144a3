using IdentityGrains.Domain;

namespace IdentityGrains.Gateway.Intake;

/// <summary>The form that every name of a policy has: of a field, a source, a purpose, a kind of evidence.</summary>
internal static class Names
{
    public static bool IsName(string text) => Words.IsName(text);
}
