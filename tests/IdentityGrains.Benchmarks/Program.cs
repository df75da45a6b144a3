using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using IdentityGrains.Benchmarks;
using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Probes;
using IdentityGrains.Benchmarks.Report;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["report", .. var options]:
        await ReportCommand.Run(options);
        return;
    case ["probe", var name]:
        await ProbeHost.Run(name);
        return;
    case ["contender", var name]:
        await ContenderHost.Run(name);
        return;
}

// In this process: a generated project would be built under this repository's rules, which are not for generated code.
var job = (args.Contains("--quick") ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance);
var config = DefaultConfig.Instance.AddJob(job).AddExporter(MarkdownExporter.GitHub).WithArtifactsPath("artifacts/benchmarks");
BenchmarkSwitcher.FromAssembly(typeof(What_does_a_resolution_cost).Assembly).Run([.. args.Where(a => a != "--quick")], config);
