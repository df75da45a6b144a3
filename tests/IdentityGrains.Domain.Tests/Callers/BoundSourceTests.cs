using IdentityGrains.Domain.Callers;
using static IdentityGrains.Domain.Tests.Case;

namespace IdentityGrains.Domain.Tests.Callers;

public class BoundSourceTests
{
    [Fact]
    public void A_caller_is_told_as_which_source_he_speaks_and_of_which_fields()
    {
        var bound = BoundSource.Of(CallerOf("crm"), GivenLaw.Law)!;
        Assert.Equal((new SourceName("crm"), GivenLaw.Law.Reference), (bound.Source, bound.Policy));
        Assert.Equal(GivenLaw.Law.Fields.Keys.Select(f => f.Value).Order(StringComparer.Ordinal), bound.Fields.Select(f => f.Field.Value));
        Assert.All(bound.Fields, f => Assert.Equal(
            (GivenLaw.Law.Fields[f.Field].RankOf(bound.Source) is not null, GivenLaw.Law.Fields[f.Field].Immutable), (f.Ranked, f.Immutable)));
    }

    [Fact]
    public void A_stranger_speaks_as_nobody() => Assert.Null(BoundSource.Of(CallerOf("stranger"), GivenLaw.Law));
}
