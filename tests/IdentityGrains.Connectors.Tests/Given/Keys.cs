using IdentityGrains.Connectors.Secrets;

namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>Keys for tests; each number is another key.</summary>
internal static class Keys
{
    public static string Text(byte number) => Secret.Prefix + Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i + number))]);

    public static Secret Of(byte number) => Secret.TryParse(Text(number), out var secret) ? secret : throw new ArgumentException("no key", nameof(number));
}
