using System.Formats.Cbor;
using System.Runtime.CompilerServices;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Tests.Golden;

/// <summary>Bytes that an earlier version of the program wrote, with the key to them. They were made once and never change.</summary>
internal static class GoldenRecord
{
    /// <summary>The members of a golden file: an array of byte strings.</summary>
    public static byte[][] Read(string name) => Canonical.Read(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", name)),
        static reader => reader.ReadArray(static r => r.ReadByteString().ToArray())).ToArray();

    /// <summary>Writes a golden file beside this source, unless it is there: none is ever replaced.</summary>
    public static void WriteNew(string name, IEnumerable<byte[]> members, [CallerFilePath] string source = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, name);
        if (File.Exists(path))
        {
            return;
        }

        using var file = new FileStream(path, FileMode.CreateNew);
        file.Write(Canonical.Write<ImmutableArray<byte[]>>([.. members], static (w, all) => w.WriteArray(all, static (x, bytes) => x.WriteByteString(bytes))));
    }
}
