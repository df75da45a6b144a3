using System.Diagnostics;

namespace IdentityGrains.Client.Tests.Given;

/// <summary>How a process of the product ended that should not have begun.</summary>
internal sealed record Ended(int Code, string Said)
{
    /// <summary>Runs it until it ends by itself.</summary>
    public static async Task<Ended> Of(params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var folder = Directory.CreateTempSubdirectory("ig-refused-");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["IdentityGrains__DataFolder"] = folder.FullName,
            ["IdentityGrains__PolicyFile"] = Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"),
            ["IdentityGrains__HttpPort"] = "0", ["IdentityGrains__DevelopmentIssuer"] = "true",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        using var process = Process.Start(ProductCommand.Of([], environment))!;
        try
        {
            var ct = TestContext.Current.CancellationToken;
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            return new Ended(process.ExitCode, string.Concat(said));
        }
        finally
        {
            process.Kill();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>It said in one sentence what is wrong, and that a restart does not mend it.</summary>
    public void WithTheSentence(string part)
    {
        Assert.True(Code == 78, $"{Code}: {Said}");
        Assert.Contains(part, Said, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", Said, StringComparison.Ordinal);
    }
}
