using System.Formats.Cbor;

namespace IdentityGrains.Storage.Format;

/// <summary>How events of one stored name are written and read: <c>[name, ...members]</c>.</summary>
internal sealed record EventCodec(string Name, Type Type, int Members, Action<CborWriter, CustomerEvent> Write, Func<CanonicalReader, CustomerEvent> Read)
{
    public static EventCodec Of<T>(int members, Action<CborWriter, T> write, Func<CanonicalReader, T> read)
        where T : CustomerEvent =>
        new(EventNames.Of(typeof(T)), typeof(T), members, (w, e) => write(w, (T)e), read);
}
