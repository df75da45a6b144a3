using System.Text;

namespace IdentityGrains.Cli.Sample;

/// <summary><c>igrains sample write FILE</c>: writes the sample shop's half year, ready to be imported.</summary>
internal static class SampleWriteCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file to write; one that exists is replaced." };
        var write = new Command("write", "Writes what seven sources said of two thousand invented people, one JSON object a line.") { file };
        write.SetAction(asked => Write(asked.GetRequiredValue(file)));
        return write;
    }

    private static int Write(FileInfo file)
    {
        using var writer = new StreamWriter(file.FullName, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        SampleData.Write(writer);
        return ExitCode.Well;
    }
}
