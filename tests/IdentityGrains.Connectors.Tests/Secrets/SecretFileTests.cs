using IdentityGrains.Connectors.Secrets;
using IdentityGrains.Connectors.Tests.Given;

namespace IdentityGrains.Connectors.Tests.Secrets;

public sealed class SecretFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("secrets").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_holds_one_secret_to_a_line()
    {
        var file = Write($"# rotated in May\n{Keys.Text(1)}\n\n  {Keys.Text(2)}  \n");

        Assert.Equal(2, SecretFile.Read(file, out var fault).Count);
        Assert.Null(fault);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_that_others_reach_is_refused_through_a_link_too(UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        var file = Write(Keys.Text(1));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        var link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, file);

        Assert.Empty(SecretFile.Read(file, out var fault));
        Assert.Contains("0600", fault, StringComparison.Ordinal);
        Assert.Empty(SecretFile.Read(link, out _));
    }

    [Fact]
    public void A_fault_names_the_line_and_not_what_stands_there()
    {
        var file = Write($"{Keys.Text(1)}\nwhsec_dG9vc2hvcnQ=\n");

        Assert.Empty(SecretFile.Read(file, out var fault));
        Assert.Contains("line 2", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("dG9vc2hvcnQ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_an_empty_file_too_many_secrets_and_too_long_a_file_are_faults()
    {
        foreach (var file in new[]
        {
            Path.Combine(_folder, "none"), Write(""), Write(string.Join('\n', Enumerable.Repeat(Keys.Text(1), 5))), Write(new string('#', 5000)),
        })
        {
            Assert.Empty(SecretFile.Read(file, out var fault));
            Assert.NotNull(fault);
        }
    }

    private string Write(string text)
    {
        var file = Path.Combine(_folder, Path.GetRandomFileName());
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return file;
    }
}
