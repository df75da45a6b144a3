using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Runs;

/// <summary>How everything stood when it was well again.</summary>
/// <param name="At">When.</param>
/// <param name="Left">What had not come to an end.</param>
/// <param name="Exceptions">What was open.</param>
/// <param name="Shelves">What each platform held of each number.</param>
internal sealed record Peace(
    DateTimeOffset At, IReadOnlyList<string> Left, IReadOnlyList<OpenException> Exceptions,
    IReadOnlyDictionary<string, Dictionary<string, IReadOnlyDictionary<string, string?>?>> Shelves);
