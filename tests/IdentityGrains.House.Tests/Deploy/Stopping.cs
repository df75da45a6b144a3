using System.Reflection;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>For how long a process that is told to stop may finish what was begun: whoever kills it sooner breaks that.</summary>
internal static class Stopping
{
    public static readonly int Seconds = (int)((TimeSpan)Product.Named("IdentityGrains.Silo")
        .GetType("IdentityGrains.Silo.Hosting.Product", throwOnError: true)!
        .GetField("StopPatience", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).TotalSeconds;
}
