using System.Diagnostics.CodeAnalysis;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Intake;

/// <summary>What came in, read; or the problem with it. Never both, never neither.</summary>
internal readonly struct Read<T>
{
    private readonly T? _value;
    private readonly ProblemResult? _problem;

    private Read(T? value, ProblemResult? problem) => (_value, _problem) = (value, problem);

    public static implicit operator Read<T>(T value) => new(value, null);

    public static implicit operator Read<T>(ProblemResult problem) => new(default, problem);

    /// <summary>True with the value; false with the problem.</summary>
    public bool Ok([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ProblemResult? problem)
    {
        value = _value;
        problem = _problem;
        return problem is null;
    }
}
