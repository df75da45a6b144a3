namespace IdentityGrains.Client.Asking;

/// <summary>A read was not answered before its deadline. It may be asked again at any time.</summary>
/// <param name="lastFailure">How the last try failed; null when none ended.</param>
public sealed class UnansweredException(Exception? lastFailure) : Exception("The deadline passed without an answer.", lastFailure);
