using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Hosting;

namespace IdentityGrains.Grains.Governance;

/// <summary>
/// Sees that a policy is in force before the silo takes a call. At the first start it is the configured document: only when that is sound and passes its
/// own tests. From then on it is what was activated last: a restart with an old file must not undo an activation that persons approved.
/// </summary>
public sealed partial class PolicyAtStart(
    string file, IPolicies store, PoliciesInForce policies, IStoreClock clock, ILogger<PolicyAtStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var active = await store.Active(cancellationToken) is null
            ? await First(cancellationToken)
            : await policies.Refresh(cancellationToken);
        InForce(logger, active.Policy.Reference, active.Epoch);
        if (await HashOfFile(cancellationToken) is var hash && hash != active.Active.Hash)
        {
            FileIsAnother(logger, active.Policy.Reference, hash ?? "unreadable");
        }
    }

    private async Task<PolicyEpoch> First(CancellationToken ct)
    {
        var document = await Read(ct) ?? throw new PolicyUnfitException(file, ["IdentityGrains:PolicyFile names no file that can be read"]);
        var reading = PolicyDocument.Load(document);
        if (reading.Policy is not { } policy)
        {
            throw new PolicyUnfitException(file, [.. reading.Errors.Select(e => e.ToString())]);
        }

        var failed = EmbeddedTests.Run(policy).Where(t => !t.Passed).Select(t => t.Name).ToArray();
        return failed.Length == 0
            ? await policies.Activate(document, policy.Hash, clock.Now, ct)
            : throw new PolicyUnfitException(file, failed);
    }

    // A file that nobody needs any more need not be there.
    private async Task<string?> HashOfFile(CancellationToken ct) => await Read(ct) is { } document ? PolicyDocument.HashOf(document) : null;

    private async Task<string?> Read(CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(file, ct);
        }
        catch (Exception why) when (why is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(2601, LogLevel.Information, "Policy {Policy} is in force, epoch {Epoch}")]
    private static partial void InForce(ILogger logger, string policy, long epoch);

    [LoggerMessage(2606, LogLevel.Warning, "Policy {Policy} was activated and stays in force; the configured file is another document, {Hash}")]
    private static partial void FileIsAnother(ILogger logger, string policy, string hash);
}

/// <summary>The configured policy document may not come into force.</summary>
/// <param name="file">Its path.</param>
/// <param name="faults">What is wrong with it, one line each.</param>
public sealed class PolicyUnfitException(string file, IReadOnlyList<string> faults)
    : Exception($"{file}: the policy may not come into force:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
