using System.Text.Json;

namespace IdentityGrains.Scenarios.Given;

/// <summary>Reads answers.</summary>
public static class Answers
{
    /// <summary>A text of an object; null where it is null.</summary>
    public static string? Text(this JsonElement told, string name) => told.GetProperty(name).GetString();

    /// <summary>A platform among those of an object; null when it is not among them.</summary>
    public static JsonElement? Platform(this JsonElement told, string platform) =>
        told.GetProperty("platforms").EnumerateArray().Where(p => p.Text("platform") == platform).Select(p => (JsonElement?)p).SingleOrDefault();

    /// <summary>The code of the first error of a problem.</summary>
    public static string? Code(this Told told) => told.Body.GetProperty("errors")[0].Text("code");
}
