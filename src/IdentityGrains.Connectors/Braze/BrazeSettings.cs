using IdentityGrains.Connectors.Outbound.Credentials;

namespace IdentityGrains.Connectors.Braze;

/// <summary>
/// One Braze workspace, as configuration says it: the cluster's REST address, and an API key with users.track, users.export.ids and users.delete.
/// </summary>
public sealed class BrazeSettings : ApiSettings;
