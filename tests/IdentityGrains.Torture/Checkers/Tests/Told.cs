using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers.Tests;

/// <summary>Histories made by hand: instants are small numbers, hashes name their version.</summary>
internal static class Told
{
    public const string Ana = "cus_ana";
    public const string Shop = "nhi:shop";

    public static Attempt Done(long from, long to, long version, Ending ending = Ending.Done) =>
        new(Host: 0, from, to, ending, 200, new Seen(version, Hash(version)));

    public static Attempt Lost(long from) => new(Host: 1, from, Returned: null, Ending.Unknown, 0, Seen: null);

    public static Attempt No(long from, long to, Ending ending = Ending.Refused) => new(Host: 1, from, to, ending, 422, Seen: null);

    public static Operation Write(string id, params Attempt[] attempts) => new(id, ActKind.Update, Ana, Shop, attempts);

    public static Operation Read(string id, ActKind kind, params Attempt[] attempts) => new(id, kind, Ana, Shop, attempts);

    public static Kept Entry(long version, string operation, long epoch = 1) => new(Ana, version, Shop, operation, Hash(version), epoch);

    public static Kept Ours(long version, long epoch = 1) => new(Ana, version, Kept.Ourselves, $"reevaluate-{version}", Hash(version), epoch);

    public static string Hash(long version) => string.Create(CultureInfo.InvariantCulture, $"hash-of-v{version}");
}
