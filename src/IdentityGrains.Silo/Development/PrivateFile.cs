using System.Text;

namespace IdentityGrains.Silo.Development;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    /// <summary>The folder of keys below a data folder, made when it is not there.</summary>
    public static string KeyFolder(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, "keys");
        CreateFolder(dataFolder);
        CreateFolder(folder);
        return folder;
    }

    /// <summary>Makes a file unless it is there. It is written beside and moved into place, so that a crash never leaves half a key.</summary>
    public static void CreateOnce(string file, Func<string> content)
    {
        if (File.Exists(file))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var fresh = file + ".new";
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(content()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, file, overwrite: false);
    }

    // Windows keeps a user's folders to the user by itself.
    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
