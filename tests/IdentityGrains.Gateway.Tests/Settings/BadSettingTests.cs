using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using IdentityGrains.Silo.Hosting;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Settings;

/// <summary>Whoever mistyped a setting is told which one, and the process does not start; what he typed is told nobody.</summary>
public sealed class BadSettingTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("ig-settings-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, BadSetting.All.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_is_named_and_the_process_ends_as_one_that_a_restart_does_not_help(int row)
    {
        var bad = BadSetting.All[row];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var said = new StringWriter();
        using var started = new Listening(stop);

        var code = await ProductProgram.Run(Arguments(bad), started, said, stop.Token);

        var told = said.ToString();
        TestContext.Current.TestOutputHelper!.WriteLine($"{bad.Name}={bad.Value}: {told}");
        Assert.True(code == ProductProgram.ConfigurationError, $"{bad.Name}={bad.Value} ended with {code}: {told}");
        Assert.All(bad.Name.Split(':').Where(part => part != "0"), part => Assert.Contains(part, told, StringComparison.Ordinal));
        Assert.DoesNotContain(BadSetting.Canary, told, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", told, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_says_it_on_standard_error_alone_and_ends_with_78()
    {
        var bad = BadSetting.All.First(b => b.Name == "IdentityGrains:HttpAddress");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "IdentityGrains.Silo.dll"), .. Arguments(bad)])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Now), process.StandardError.ReadToEndAsync(Now));
        await process.WaitForExitAsync(Now);

        Assert.Equal((78, ""), (process.ExitCode, await output));
        Assert.Equal("IdentityGrains:HttpAddress must be an IP address, such as 127.0.0.1.\n", await error);
    }

    [Fact]
    public void Every_option_has_its_row()
    {
        var options = BadSetting.Sections.SelectMany(s => Options(s.Section, s.Type)).ToList();
        Assert.Contains("Trust:Sources:commerce:Principal", options);
        Assert.All(options, o => Assert.Contains(BadSetting.All, b => b.Name == o || b.Name.StartsWith(o + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_option_class_of_the_host_is_in_the_table()
    {
        string[] ours = ["IdentityGrains.Silo", "IdentityGrains.Gateway", "IdentityGrains.Grains", "IdentityGrains.Connectors"];
        var classes = ours.SelectMany(name => Assembly.Load(name).GetExportedTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false } && (t.Name.EndsWith("Options", StringComparison.Ordinal)
                || t.Name.EndsWith("Settings", StringComparison.Ordinal) || t.Name.EndsWith("Limits", StringComparison.Ordinal)));
        Assert.Equal(BadSetting.Sections.Select(s => s.Type.Name).Order(StringComparer.Ordinal), classes.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string[] Arguments(BadSetting bad) =>
    [
        .. new[] { $"IdentityGrains:DataFolder={_data}", "IdentityGrains:HttpPort=0", "IdentityGrains:DevelopmentIssuer=true" }
            .Concat(bad.Beside).Append($"{bad.Name}={bad.Value}").Select(setting => "--" + setting),
    ];

    // What only code can give is no option of an operator's: a clock, a delegate.
    private static IEnumerable<string> Options(string path, Type type) =>
        from option in type.GetProperties()
        let many = option.PropertyType.IsGenericType && option.PropertyType.GetGenericTypeDefinition() == typeof(IDictionary<,>)
        let inner = many ? option.PropertyType.GetGenericArguments()[1] : option.PropertyType
        where option.SetMethod is null ? option.PropertyType.IsInterface : !IsInitOnly(option.SetMethod)
        let here = $"{path}:{option.Name}{(many ? ":" + BadSetting.Label : "")}"
        from name in inner.IsClass && inner != typeof(string) ? Options(here, inner) : [here]
        select name;

    private static bool IsInitOnly(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    // Where it starts after all, it is told to stop: the row then fails by its code.
    private sealed class Listening(CancellationTokenSource stop) : StringWriter
    {
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            await stop.CancelAsync();
        }
    }
}
