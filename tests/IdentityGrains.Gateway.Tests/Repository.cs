namespace IdentityGrains.Gateway.Tests;

/// <summary>Where the repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "IdentityGrains.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
