namespace IdentityGrains.Grains.Callers;

/// <summary>A grain that anybody can name into being by its key, and that may turn out to stand for nobody.</summary>
internal interface IMayKeepNobody
{
    /// <summary>True when nothing is in memory: it stands for nobody, or has not looked yet.</summary>
    bool KeepsNobody { get; }
}
