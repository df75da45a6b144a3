using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Rollback;
using static IdentityGrains.Domain.Tests.Case;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Rollback;

public class RollbackPreviewTests
{
    private static readonly Case Corrected = Known.After(Ask.Field("name", "Ana", 50)).After(Ask.Fields(("name", "Eva"), ("residence", "EU")).On(60));

    [Fact]
    public void It_tells_field_by_field_what_would_change_and_who_would_win()
    {
        var preview = Told(Corrected, Ask.Undo(3));
        Assert.Equal(3, preview.Version);
        Assert.Equal(
            [
                new FieldPreview(new FieldName("name"), true, true, Text("Eva"), Text("Ana"), Crm, Crm, Stopped: 1, Returned: 1, Replaced: 0),
                new FieldPreview(new FieldName("residence"), true, true, Text("EU"), FieldValue.Blank, Crm, null, Stopped: 1, Returned: 0, Replaced: 0),
            ],
            preview.Fields);
    }

    [Fact]
    public void It_tells_what_later_claims_keep_away()
    {
        var name = Told(Corrected.After(Ask.Field("name", "Mia", 70)), Ask.Undo(3)).Fields[0];
        Assert.Equal((false, "Mia", 0, 0, 2), (name.ValueChanges, (name.After as FieldValue.Text)?.Value, name.Stopped, name.Returned, name.Replaced));
    }

    [Fact]
    public void It_tells_which_grants_would_be_withdrawn_and_which_purposes_lost()
    {
        var granted = Corrected.After(Ask.Field("born", "1990-01-01")).After(Ask.Grant(Email));
        var preview = Told(granted, Ask.Undo(5));
        Assert.Equal([Email], preview.Withdrawn);
        Assert.Equal([Email], preview.Lost);

        // She is a child again: nothing is withdrawn, and the purpose is lost all the same.
        var grown = Known.After(Ask.Fields(("residence", "EU"), ("born", "2014-01-01"))).After(Ask.Field("born", "1990-01-01", 60)).After(Ask.Grant(Email));
        Assert.Empty(Told(grown, Ask.Undo(3)).Withdrawn);
        Assert.Equal([Email], Told(grown, Ask.Undo(3)).Lost);
    }

    [Fact]
    public void It_is_what_the_rollback_then_does()
    {
        var after = Corrected.After(Ask.Undo(3), by: "console");
        Assert.All(Told(Corrected, Ask.Undo(3)).Fields, f => Assert.Equal(f.After, after.Field(f.Field.Value).Value));
    }

    [Fact]
    public void It_is_refused_as_the_rollback_would_be()
    {
        Assert.Equal(Refusal.NotAuthoritative, Assert.IsType<PreviewAnswer.Refused>(Answer(Corrected, Ask.Undo(3), "crm")).Why);
        Assert.Equal(Refusal.VersionUnknown, Assert.IsType<PreviewAnswer.Refused>(Answer(Corrected, Ask.Undo(9), "console")).Why);
        Assert.Equal(Refusal.UnknownSource, Assert.IsType<PreviewAnswer.Refused>(Answer(Corrected, Ask.Undo(3), "stranger")).Why);
    }

    [Fact]
    public void Where_nothing_would_be_recorded_nothing_is_told_of() => Assert.Empty(Told(Corrected, Ask.FieldBack("name", 3)).Fields);

    private static readonly SourceName? Crm = new("crm");

    private static FieldValue.Text Text(string value) => new FieldValue.Text(value);

    private static RollbackPreview Told(Case @case, RollBack command) => Assert.IsType<PreviewAnswer.Told>(Answer(@case, command, "console")).Preview;

    private static PreviewAnswer Answer(Case @case, RollBack command, string by) =>
        RollbackPreview.Of(@case.Customer, command, CallerOf(by), @case.Policy, Given.Day(@case.Today), @case.Background);
}
