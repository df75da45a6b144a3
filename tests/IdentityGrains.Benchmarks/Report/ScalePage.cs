using System.Text;
namespace IdentityGrains.Benchmarks.Report;
internal static class ScalePage { public static string Write(Results results) => new StringBuilder().ToString(); }
