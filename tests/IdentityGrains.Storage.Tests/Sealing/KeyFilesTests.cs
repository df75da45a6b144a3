using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Tests.Sealing;

public sealed class KeyFilesTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("keys-").FullName, "keys");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task A_key_that_was_wrapped_opens_after_a_restart_and_only_in_its_context()
    {
        var wrapped = await FileEpochKeys.Open(_folder, create: true).Wrap(new byte[32], "ana"u8.ToArray(), Now);
        var later = FileEpochKeys.Open(_folder, create: false);

        Assert.Equal(new byte[32], await later.Unwrap(wrapped, "ana"u8.ToArray(), Now));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await later.Unwrap(wrapped, "ben"u8.ToArray(), Now));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await later.Unwrap(wrapped with { Epoch = 9 }, "ana"u8.ToArray(), Now));
    }

    [Fact]
    public async Task The_newest_epoch_wraps_and_older_ones_still_open()
    {
        var old = await FileEpochKeys.Open(_folder, create: true).Wrap(new byte[32], "ana"u8.ToArray(), Now);
        KeyFile.ReadOrCreate(_folder, "epoch-0002", create: true);
        var keys = FileEpochKeys.Open(_folder, create: false);

        Assert.Equal(2, keys.Current);
        Assert.Equal(new byte[32], await keys.Unwrap(old, "ana"u8.ToArray(), Now));
    }

    [Fact]
    public void No_key_is_made_where_that_is_not_allowed() =>
        Assert.Throws<UnsafeStoreException>(() => FileEpochKeys.Open(_folder, create: false));

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_key_file_is_its_owners_alone_and_another_is_refused()
    {
        IndexKey.Open(_folder, create: true);
        var file = Path.Combine(_folder, "index.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Throws<UnsafeStoreException>(() => IndexKey.Open(_folder, create: false));
    }

    [Fact]
    public void Half_a_key_is_no_key()
    {
        IndexKey.Open(_folder, create: true);
        File.WriteAllBytes(Path.Combine(_folder, "index.key"), new byte[16]);

        Assert.Throws<UnsafeStoreException>(() => IndexKey.Open(_folder, create: false));
    }

    [Fact]
    public void A_start_that_was_cut_short_leaves_no_key_behind_that_would_be_taken_for_one()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllBytes(Path.Combine(_folder, "epoch-0001.key.new"), new byte[5]);

        Assert.Equal(1, FileEpochKeys.Open(_folder, create: true).Current);
    }

    [Fact]
    public void A_native_key_hashes_by_source_and_key_and_a_creation_by_principal_and_operation()
    {
        var index = IndexKey.Open(_folder, create: true);
        var key = NativeKey.FromTrusted(new SourceName("crm"), "17");

        Assert.Equal(index.Digest(key), IndexKey.Open(_folder, create: false).Digest(key));
        Assert.NotEqual(index.Digest(key), index.Digest(NativeKey.FromTrusted(new SourceName("web"), "17")));
        Assert.NotEqual(
            index.CustomerFor(new PrincipalId("a"), OperationId.FromTrusted("b")), index.CustomerFor(new PrincipalId("b"), OperationId.FromTrusted("a")));
    }
}
