using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Tests.Policies;

public class SampleDocumentTests
{
    private static readonly PolicyReading Reading = PolicyDocument.Load(Sample.Text);

    [Fact]
    public void The_sample_is_a_policy()
    {
        Assert.Empty(Reading.Errors);
        Assert.True(Reading.Accepted);
        Assert.Equal("brightmart-retail@2026.07.1", Reading.Policy.Reference);
    }

    [Fact]
    public void All_of_its_own_examples_hold()
    {
        var results = EmbeddedTests.Run(Reading.Policy!);
        Assert.Equal(38, results.Length);
        Assert.All(results, r => Assert.True(r.Passed, $"{r.Name}: {string.Join("; ", r.Differences)}"));
    }

    [Fact]
    public void Its_hash_is_that_of_its_bytes()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample.Text);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), Reading.Policy!.Hash);
        Assert.Equal(Reading.Policy.Hash, PolicyDocument.Load(bytes).Policy!.Hash);
    }

    [Fact]
    public void Every_section_is_read()
    {
        var policy = Reading.Policy!;
        Assert.Equal(
            [5, 9, 5, 3, 16, 5, 8, 3, 3, 7],
            [
                policy.Categories.Count, policy.Sources.Count, policy.Purposes.Count, policy.Regions.Count, policy.Fields.Count, policy.Platforms.Count,
                policy.Exceptions.Count, policy.Reviews.Count, policy.ActivationGate.AppliesTo.Length, policy.ActivationGate.Require.Length,
            ]);
        Assert.Equal(TimeSpan.FromMinutes(2), policy.Defaults.ClockSkewTolerance);
        Assert.Equal("P1M", policy.Regions[new RegionName("EU")].Rights["access"]);
        Assert.Equal(14, policy.Regions[new RegionName("EU")].Minors.AgeOfConsent("AT"));
        Assert.Equal(TimeSpan.FromDays(365), policy.Graph.Merge.UndoWindow);
        Assert.Equal([TimeSpan.FromDays(2), TimeSpan.FromDays(5)], policy.Reviews["sync_exceptions"].OverdueEscalation);
    }

    [Fact]
    public void What_a_source_owes_for_everything_it_owes_for_every_field()
    {
        var document = Sample.With("{id: support,      rank: 2, minProof: service_authenticated, requires: [case_reference]}",
            "{id: steward, rank: 2, minProof: signed_assertion}");
        var field = PolicyDocument.Load(document).Policy!.Fields[new FieldName("given_name")];
        Assert.Equal(["case_reference", "second_approver"], field.RankOf(new SourceName("steward"))!.Requires);
    }

    [Fact]
    public void Ranked_sources_stand_best_first()
    {
        var ranks = Reading.Policy!.Fields[new FieldName("phone_mobile")].Sources.Select(s => s.Rank);
        Assert.Equal([1, 2, 2, 4], ranks);
    }

    [Fact]
    public void Platforms_keep_the_order_of_the_document()
    {
        var fields = Reading.Policy!.Platforms[new PlatformName("crm")].Fields;
        Assert.Equal(["customer_number", "given_name", "family_name", "email"], fields.Take(4).Select(f => f.Field.Value));
        Assert.False(fields[2].Nullable);
        Assert.Equal(Domain.Fields.VerificationState.Verified, fields[3].MinState);
    }
}
