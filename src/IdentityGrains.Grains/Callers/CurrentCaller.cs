using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;

namespace IdentityGrains.Grains.Callers;

/// <summary>
/// Who makes the call that is being served. It lives beside the call, never in the RequestContext, which is the caller's to fill.
/// </summary>
internal static class CurrentCaller
{
    private static readonly AsyncLocal<Caller?> Verified = new();

    /// <summary>The verified caller; refuses when nobody was verified.</summary>
    public static Caller Required => Verified.Value ?? throw new CredentialRefusedException(CredentialFault.Missing);

    /// <summary>Binds the caller to the flow of the call.</summary>
    public static void Set(Caller? caller) => Verified.Value = caller;
}
