using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Formats.Guards;

/// <summary>What reading a guard gave: a compiled guard, or what is wrong with it.</summary>
/// <param name="Guard">The guard; null when anything is wrong.</param>
/// <param name="Errors">What is wrong; empty when nothing is.</param>
public sealed record GuardReading(Guard? Guard, ImmutableArray<GuardError> Errors);

/// <summary>One thing that is wrong with a guard.</summary>
/// <param name="Position">The character where it begins, from 1.</param>
/// <param name="Code"><c>guard-syntax</c>, <c>guard-type</c> or <c>guard-too-large</c>.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record GuardError(int Position, string Code, string Sentence);
