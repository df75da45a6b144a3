namespace IdentityGrains.House.Tests.Deploy;

/// <summary>A unit of systemd: sections of settings, each of which may stand several times.</summary>
internal sealed class UnitFile(string file)
{
    private readonly (string Name, string Value)[] _settings =
    [
        .. Repository.Lines(file).Where(l => !l.StartsWith('#') && l.Contains('=', StringComparison.Ordinal))
            .Select(l => l.Split('=', 2)).Select(p => (p[0], p[1])),
    ];

    public static IEnumerable<string> All =>
        Repository.Files.Where(f => f.StartsWith("deploy/systemd/", StringComparison.Ordinal) && f.EndsWith(".service", StringComparison.Ordinal));

    public IEnumerable<string> this[string name] => _settings.Where(s => s.Name == name).Select(s => s.Value);

    public int Seconds(string name) => int.Parse(this[name].Single(), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What the process finds in its environment: the unit's own variables and those of the sample of its file of settings.</summary>
    public IReadOnlyDictionary<string, string> Environment => this["EnvironmentFile"]
        .SelectMany(f => Repository.Lines("deploy/systemd/" + Path.GetFileName(f)))
        .Where(l => l.Length > 0 && !l.StartsWith('#'))
        .Concat(this["Environment"])
        .Select(l => l.Split('=', 2))
        .ToDictionary(p => p[0], p => p[1].Trim('"').Replace("%d", "/run/credentials", StringComparison.Ordinal));
}
