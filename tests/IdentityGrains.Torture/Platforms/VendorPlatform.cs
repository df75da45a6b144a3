using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Torture.Platforms;

/// <summary>A platform that speaks a vendor's protocol, and takes one token at a time.</summary>
internal sealed class VendorPlatform(PlatformSpec spec, PlatformSimulator simulator, string token, string credentialFile) : TorturedPlatform(spec)
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string _token = token;
    private long _read;

    /// <summary>From now on the platform takes another token; who has the old one is refused.</summary>
    public void Rotate()
    {
        _token = Token();
        simulator.Rotate(Name, _token);
    }

    /// <summary>Somebody puts the platform's token where hosts look for it.</summary>
    public Task Renew() => Write(credentialFile, _token);

    /// <summary>A token that nobody has.</summary>
    public static string Token() => "tok-" + Guid.NewGuid().ToString("N");

    /// <summary>Writes a credential so that its owner alone may read it, whole or not at all.</summary>
    private static async Task Write(string path, string credential)
    {
        var fresh = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersOnly;
        }

        await using (var file = new StreamWriter(fresh, options))
        {
            await file.WriteAsync(credential);
        }

        File.Move(fresh, path, overwrite: true);
    }

    public override void Install(Dictionary<string, string> settings, string ackBase)
    {
        var (section, url) = ($"Connectors__{Name}__", simulator.UrlOf(Name));
        (settings[section + "Kind"], settings[section + "Url"]) = (Spec.Dialect.Kind, url);
        (settings[section + "CredentialFile"], settings[section + "AllowLoopbackHttp"]) = (credentialFile, "true");
        settings[section + "Timeout"] = PlatformsUnderTorture.Timeout.ToString();
        if (Spec.Limit is var (requests, per))
        {
            (settings[section + "RateLimit"], settings[section + "RatePer"]) = (requests.ToString(CultureInfo.InvariantCulture), per.ToString());
        }

        foreach (var (name, value) in Spec.Dialect.Settings(url, credentialFile))
        {
            settings[section + name] = value;
        }
    }

    public override void Inject(Fault fault) => simulator.Inject(Name, fault);

    public override void Heal() => simulator.ClearFaults(Name);

    public override IReadOnlyDictionary<string, string?>? Shelf(string number) =>
        simulator.Find(Name, number) is { } held ? Spec.Dialect.Shelf(held.Fields) : null;

    public override bool Edit(string number, string path, string text) => simulator.Edit(
        Name, number, new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [path] = JsonSerializer.SerializeToElement(text) });

    protected override void Read(List<SeenRequest> seen)
    {
        while (simulator.Requests(Name, _read) is { Count: > 0 } page)
        {
            _read = page[^1].Number;
            seen.AddRange(page.Select(Read));
        }
    }

    private SeenRequest Read(ProtocolRequest request)
    {
        var body = Json(request.Body);
        return new SeenRequest(
            request.ArrivedAt, request.At, request.Status, request.Fault, [.. Spec.Dialect.Told(request.Method, request.Path, body)],
            [.. Spec.Dialect.Looked(request.Method, request.Path, body)])
        {
            HungUpAt = request.HungUpAt, RetryAfter = request.RetryAfter,
            Applied = request.Fault == FaultKind.AcceptedNeverApplied
                ? ImmutableHashSet<string>.Empty
                : request.Written.Select(w => w.Key).ToHashSet(StringComparer.Ordinal),
        };
    }
}
