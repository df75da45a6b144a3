using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>The parts of a platform: the legal entity, our identity towards it, and how it is looked after.</summary>
internal static class PlatformParts
{
    private const int MostRepairs = 1_000_000;

    public static Recipient Recipient(MappingReader m) => new(
        m.Required("legalName").Text(),
        m.Required("role").Word("processor", "controller"),
        m.Required("country").Country(),
        m.Optional("transfer")?.Text(Shape.Token(), Shape.TokenDescribed));

    public static ServiceIdentity Identity(MappingReader m, Principals principals) => new(
        principals.Take(m.Required("id")),
        m.Required("scopes").Set(v => v.Text(Shape.Token(), Shape.TokenDescribed)),
        m.Required("credential").Text(Shape.Token(), Shape.TokenDescribed),
        m.Required("rotateEvery").Duration(),
        m.Required("environment").Text(Shape.Token(), Shape.TokenDescribed),
        m.Required("owner").Text(Shape.Party(), Shape.PartyDescribed));

    public static ConfirmPlan Confirm(MappingReader m) => new(
        m.Required("by").Word("read_back", "response_body", "callback"),
        m.Required("within").Duration(),
        m.Required("sample").Share(),
        m.Optional("alwaysFor")?.Set(v => v.Text(Shape.Name(), Shape.NameDescribed)) ?? []);

    public static ReconcilePlan Reconcile(MappingReader m) => new(
        m.Required("schedule").Text(Shape.Cron(), "A schedule of five fields (minute, hour, day, month, weekday)"),
        m.Required("mode").Word("incremental", "sample"),
        m.Optional("fullSweep")?.Duration(),
        m.Required("maxRepairsPerRun").Whole(1, MostRepairs),
        m.Required("breaker").Mapping(b => b.Required("maxDriftRatio"))?.Share() ?? 0);

    public static PermissionLost PermissionLost(MappingReader m) => new(
        m.Required("default").Word("set_null", "remove"),
        m.Required("record").Word("keep", "suppress", "deactivate", "unsubscribe_then_delete"));
}
