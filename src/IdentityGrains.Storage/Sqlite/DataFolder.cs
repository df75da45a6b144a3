using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The data folder, held by one process.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _held;

    private DataFolder(FileStream held) => _held = held;

    /// <summary>Makes the folder if need be and holds it. Two processes would each believe to be the only one that decides about a customer.</summary>
    public static DataFolder Hold(string folder)
    {
        try
        {
            PrivateFolder.Create(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UnsafeStoreException($"The data folder {folder} cannot be made: IdentityGrains:DataFolder must be a folder of this process's own.");
        }

        try
        {
            return new DataFolder(new FileStream(Path.Combine(folder, "store.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnsafeStoreException($"The data folder {folder} cannot be written to: IdentityGrains:DataFolder must be a folder of this process's own.");
        }
        catch (IOException)
        {
            throw new UnsafeStoreException($"Another process uses the data folder {folder}. The embedded store serves one process; several need PostgreSQL.");
        }
    }

    public static string Store(string folder) => Path.Combine(folder, "store.db");

    public static string Keys(string folder) => Path.Combine(folder, "keys.db");

    public void Dispose() => _held.Dispose();
}
