using IdentityGrains.Cli.Import;

namespace IdentityGrains.Cli.Tests.Import;

public sealed class ImportStatesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("igrains-import-");

    [Fact]
    public void A_state_is_read_as_it_was_kept()
    {
        var states = new ImportStates(_folder.FullName);
        var state = new ImportState { Lines = 12 };
        state.Tally.Created = 3;
        state.Tally.Outcomes["winner"] = 9;
        state.Refused.Add(new RefusedLine(4, "unknown-field", "In words.", [new("/fields/x", "unknown-field")]));

        states.Save("f", state);
        var read = states.Load("f");

        Assert.Equal((12L, 3L, 9L), (read.Lines, read.Tally.Created, read.Tally.Outcomes["winner"]));
        Assert.Equal("/fields/x", Assert.Single(Assert.Single(read.Refused).Errors).Pointer);
    }

    [Fact]
    public void A_file_that_was_never_imported_begins_at_its_first_line() => Assert.Equal(0, new ImportStates(_folder.FullName).Load("f").Lines);

    [Fact]
    public void A_state_that_cannot_be_read_begins_at_the_first_line()
    {
        new ImportStates(_folder.FullName).Save("f", new ImportState { Lines = 12 });
        File.WriteAllText(Path.Combine(_folder.FullName, "import", "f.json"), "{");

        Assert.Equal(0, new ImportStates(_folder.FullName).Load("f").Lines);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
