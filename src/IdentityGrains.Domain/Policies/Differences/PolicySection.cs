namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>The sections of a policy, in the order in which differences are told.</summary>
internal enum PolicySection
{
    Policy = 1,
    Defaults = 2,
    Category = 3,
    Source = 4,
    Purpose = 5,
    Region = 6,
    Field = 7,
    Platform = 8,
    Graph = 9,
    Exception = 10,
    Review = 11,
    ActivationGate = 12,
    Test = 13,
}
