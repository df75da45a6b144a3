using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using IdentityGrains.Client.Callers;

namespace IdentityGrains.Grains.Callers;

/// <summary>
/// What a client may call: the interfaces of the client package, and the two of the runtime without which a client cannot be one. All else is closed: the
/// runtime's own interfaces stop silos, write the membership table and tell who is active.
/// </summary>
internal static class OpenDoors
{
    private static readonly Assembly Open = typeof(Credential).Assembly;
    private static readonly Assembly Internal = typeof(OpenDoors).Assembly;

    private static readonly ConcurrentDictionary<Type, bool> Needing = new();

    // By name, because the runtime does not show them: who is in the cluster, and that a caller gave up waiting.
    private static readonly FrozenSet<string> OfEveryClient = FrozenSet.Create(
        StringComparer.Ordinal, "Orleans.Runtime.IClusterManifestSystemTarget", "Orleans.Runtime.IGrainCallCancellationExtension");

    /// <summary>True for an interface of the client package.</summary>
    public static bool IsOpen(Type called) => called.Assembly == Open;

    /// <summary>True for one whose calls carry a credential. Remembered: attributes take longer to look at than a known credential.</summary>
    public static bool NeedsCredential(Type called) =>
        Needing.GetOrAdd(called, static type => IsOpen(type) && !type.IsDefined(typeof(WithoutCredentialAttribute), inherit: false));

    /// <summary>True for an interface of the product's own grains.</summary>
    public static bool IsOurs(Type called) => called.Assembly == Internal;

    /// <summary>True for what the runtime of a client calls.</summary>
    public static bool IsOfEveryClient(Type called) => !IsOurs(called) && OfEveryClient.Contains(called.FullName!);
}
