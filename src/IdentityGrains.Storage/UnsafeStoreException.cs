namespace IdentityGrains.Storage;

/// <summary>The store cannot keep what it would promise: its settings, files or keys are not as they must be. The process must not start.</summary>
public sealed class UnsafeStoreException(string message) : Exception(message);
