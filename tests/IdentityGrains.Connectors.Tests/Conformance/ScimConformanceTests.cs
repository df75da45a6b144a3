using IdentityGrains.Connectors.Scim;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Simulators.Protocols;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.Conformance;

/// <summary>The contract against one variant of the simulated server, and settings that fit it.</summary>
public abstract class ScimConformanceTests : ConnectorContract
{
    protected override string Path => "name.givenName";

    protected override string Other => "nickName";

    protected override bool TellsRate => false;

    /// <summary>The server's variant; empty for the standard's own.</summary>
    protected abstract string Variant { get; }

    // What the server can do, and then for each delivery a look and a change.
    protected override int RequestsFor(int deliveries) => 1 + (2 * deliveries);

    protected virtual void Fit(ScimSettings settings)
    {
    }

    protected override async Task<SimulatedVendor> Begin(ulong seed, string token, Func<SimulatedPlatformOptions, SimulatedPlatformOptions>? change)
    {
        var simulator = await Start("scim", seed, p => (change?.Invoke(p) ?? p) with { Variant = Variant });
        var connector = Connector(simulator.UrlOf(Platform), token);
        return new SimulatedVendor(simulator, connector, connector.Reader, connector) { FaultsStrikeWrites = true };
    }

    protected override IPlatformConnector Towards(string url) => Connector(url, Token);

    private protected override RawServer Garbled(string answer) => ScimDesk.Garbled(answer);

    protected ScimConnector Connector(string url, string token, Action<ScimSettings>? change = null)
    {
        var settings = new ScimSettings { Url = url, Credential = token, AllowLoopbackHttp = true };
        Fit(settings);
        change?.Invoke(settings);
        return new ScimConnector(settings, TimeProvider.System);
    }
}

public sealed class ScimStandardConformanceTests : ScimConformanceTests
{
    protected override string Variant => "";

    protected override void Fit(ScimSettings settings) => settings.Removal = ScimRemoval.Delete;
}

public sealed class ScimNoContentConformanceTests : ScimConformanceTests
{
    protected override string Variant => "no_content";

    protected override void Fit(ScimSettings settings) => settings.Removal = ScimRemoval.Delete;
}

public sealed class ScimEntraConformanceTests : ScimConformanceTests
{
    protected override string Variant => "entra";

    protected override bool Batches => false;

    protected override void Fit(ScimSettings settings)
    {
        (settings.Dialect, settings.KeysAtOnce, settings.Removal) = (ScimDialect.Entra, 1, ScimRemoval.Delete);
    }
}

public sealed class ScimNoExternalIdFilterConformanceTests : ScimConformanceTests
{
    protected override string Variant => "no_external_id_filter";

    protected override bool Batches => false;

    protected override void Fit(ScimSettings settings) => (settings.FindBy, settings.Removal) = ("userName", ScimRemoval.Delete);
}

public sealed class ScimPatchActiveOnlyConformanceTests : ScimConformanceTests
{
    protected override string Variant => "patch_active_only";

    protected override bool Batches => false;

    protected override void Fit(ScimSettings settings) => (settings.UpdateBy, settings.Removal) = (ScimUpdate.Put, ScimRemoval.Delete);
}
