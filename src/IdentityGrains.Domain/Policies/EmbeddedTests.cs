using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Domain.Policies;

/// <summary>Runs the document's own examples against the law. Only what stands under <c>expect</c> is compared.</summary>
public static class EmbeddedTests
{
    /// <summary>Every example of the policy, in its order, with what came out otherwise than expected.</summary>
    public static ImmutableArray<PolicyTestResult> Run(Policy policy)
    {
        var results = ImmutableArray.CreateBuilder<PolicyTestResult>(policy.Tests.Length);
        foreach (var test in policy.Tests)
        {
            results.Add(new PolicyTestResult(test.Name, Differences(test, policy)));
        }

        return results.MoveToImmutable();
    }

    private static ImmutableArray<PolicyTestDifference> Differences(PolicyTest test, Policy policy)
    {
        var expected = Expected.Of(test.Expect);
        switch (test.Question)
        {
            case PolicyQuestion.Field question when policy.Fields.TryGetValue(question.Name, out var rule):
                var now = test.Now ?? Latest(question.Assertions);
                expected.Compare(question, Survivorship.Resolve(rule, question.Assertions, test.Facts, now), policy);
                break;
            case PolicyQuestion.Release question:
                expected.Compare(Disclose.Release(question.Platform, question.Name, test.Facts, policy));
                break;
            case PolicyQuestion.Permit question:
                expected.Compare(Permission.Of(question.Purpose, test.Facts, policy));
                break;
        }

        return expected.Differences();
    }

    private static DateTimeOffset Latest(ImmutableArray<Claim> assertions)
    {
        var latest = DateTimeOffset.MinValue;
        foreach (var claim in assertions)
        {
            latest = claim.ObservedAt > latest ? claim.ObservedAt : latest;
        }

        return latest;
    }
}

/// <summary>What became of one example.</summary>
/// <param name="Name">The example's sentence.</param>
/// <param name="Differences">Everything that came out otherwise than expected.</param>
public sealed record PolicyTestResult(string Name, ImmutableArray<PolicyTestDifference> Differences)
{
    /// <summary>True when everything came out as expected.</summary>
    public bool Passed => Differences.IsEmpty;
}

/// <summary>One thing that came out otherwise than expected. A value is named by the assertion that says it, never printed.</summary>
/// <param name="What">The key under <c>expect</c>.</param>
/// <param name="Expected">What stands there, in words.</param>
/// <param name="Got">What came out, in words.</param>
public sealed record PolicyTestDifference(string What, string Expected, string Got);
