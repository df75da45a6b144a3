namespace IdentityGrains.Torture.Load;

/// <summary>How a strong read is asked for.</summary>
internal static class StrongRead
{
    public const string Header = "Read-Consistency";
    public const string Value = "strong";
}
