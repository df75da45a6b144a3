using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Grains.Governance;

/// <summary>Puts the configured policy document in force before the silo takes a call: only when it is sound and passes its own tests.</summary>
public sealed partial class PolicyAtStart(string file, PoliciesInForce policies, IStoreClock clock, ILogger<PolicyAtStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var document = await File.ReadAllTextAsync(file, cancellationToken);
        var reading = PolicyDocument.Load(document);
        if (reading.Policy is not { } policy)
        {
            throw new PolicyUnfitException(file, [.. reading.Errors.Select(e => e.ToString())]);
        }

        var failed = EmbeddedTests.Run(policy).Where(t => !t.Passed).Select(t => t.Name).ToArray();
        if (failed.Length > 0)
        {
            throw new PolicyUnfitException(file, failed);
        }

        var active = await policies.Activate(document, policy.Hash, clock.Now, cancellationToken);
        InForce(logger, active.Policy.Reference, active.Epoch);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(2601, LogLevel.Information, "Policy {Policy} is in force, epoch {Epoch}")]
    private static partial void InForce(ILogger logger, string policy, long epoch);
}

/// <summary>The configured policy document may not come into force.</summary>
/// <param name="file">Its path.</param>
/// <param name="faults">What is wrong with it, one line each.</param>
public sealed class PolicyUnfitException(string file, IReadOnlyList<string> faults)
    : Exception($"{file}: the policy may not come into force:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
