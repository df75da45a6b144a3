namespace IdentityGrains.Client.Callers;

/// <summary>Marks a grain interface that needs no credential: it tells nothing about anybody, or its arguments prove themselves.</summary>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class WithoutCredentialAttribute : Attribute;
