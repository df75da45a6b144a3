using IdentityGrains.Domain;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies.Sections;

/// <summary>Who may receive, and why.</summary>
internal sealed class PlatformsSection(
    IReadOnlyDictionary<FieldName, FieldRule> fields, IReadOnlyDictionary<PurposeName, Purpose> purposes,
    IReadOnlyDictionary<SourceName, Source> sources, Principals principals)
{
    private static readonly FrozenDictionary<string, AckLevel> Ceilings = new Dictionary<string, AckLevel>
    {
        ["accepted"] = AckLevel.Accepted,
        ["applied"] = AckLevel.Applied,
        ["confirmed"] = AckLevel.Confirmed,
    }.ToFrozenDictionary();

    public FrozenDictionary<PlatformName, Platform> Read(ValueReader platforms) =>
        platforms.Entries(Shape.Name(), Shape.NameDescribed, Platform).ToFrozenDictionary(p => p.Name);

    private Platform Platform(string name, MappingReader m)
    {
        var platform = new Platform(
            new PlatformName(name),
            m.Required("connector").Text(Shape.Token(), Shape.TokenDescribed),
            m.Required("recipient").Mapping(PlatformParts.Recipient)!,
            m.Required("nhi").Mapping(n => PlatformParts.Identity(n, principals))!,
            m.Required("key").Text(),
            m.Required("ackCeiling").Word(Ceilings),
            m.Required("confirm").Mapping(PlatformParts.Confirm)!,
            m.Required("reconcile").Mapping(PlatformParts.Reconcile)!,
            m.Required("onPermissionLost").Mapping(PlatformParts.PermissionLost)!,
            m.Optional("hazards")?.Words(SharedContacts.SpreadsByEmail) ?? [],
            Signals(m.Optional("purposeSignals")),
            m.Required("fields").Entries(Shape.Name(), Shape.NameDescribed, Field));
        Check(m, platform);
        return platform;
    }

    private FrozenDictionary<PurposeName, PurposeSignal> Signals(ValueReader? signals)
    {
        var read = new Dictionary<PurposeName, PurposeSignal>();
        foreach (var (purpose, value) in signals?.Pairs(Shape.Name(), Shape.NameDescribed) ?? [])
        {
            if (!purposes.ContainsKey(new PurposeName(purpose)))
            {
                value.Refuse("unknown-purpose", "No purpose of this name is declared.");
            }

            read[new PurposeName(purpose)] = value.Mapping(Signal)!;
        }

        return read.ToFrozenDictionary();
    }

    private static PurposeSignal Signal(MappingReader m)
    {
        var signal = new PurposeSignal(m.Required("to").Text(), m.Required("granted").Text(), m.Required("denied").Text());
        if (signal.Granted.Length > 0 && signal.Granted == signal.Denied)
        {
            m.Refuse("denied", "signal-says-nothing", "A grant and a denial would be told by the same word.");
        }

        return signal;
    }

    private PlatformField Field(string name, MappingReader m)
    {
        var rule = fields.GetValueOrDefault(new FieldName(name));
        var mapped = new PlatformField(
            new FieldName(name),
            m.Required("to").Text(),
            m.Required("purposes").Purposes(purposes),
            m.Optional("minState")?.Word("verified") is { Length: > 0 } ? Domain.Fields.VerificationState.Verified : null,
            m.Optional("nullable")?.Flag() ?? true);
        if (rule is null)
        {
            m.Refuse("unknown-field", "No field of this name is declared.");
            return mapped;
        }

        if (mapped.MinState is not null && rule.Verification is null)
        {
            m.Refuse("minState", "min-state-without-verification", "This field is never verified, so it would never be released.");
        }

        foreach (var ranked in rule.Sources)
        {
            if (sources.GetValueOrDefault(ranked.Source)?.Contract is { } contract && mapped.Purposes.Except(contract.PermittedPurposes).Any())
            {
                m.Refuse("purposes", "beyond-contract", $"{ranked.Source} may fill this field, and its contract does not permit each of these purposes.");
            }
        }

        return mapped;
    }

    private void Check(MappingReader m, Platform platform)
    {
        var targets = platform.Fields.Select(f => (f.To, Name: f.Field.Value))
            .Concat(platform.PurposeSignals.Select(s => (s.Value.To, Name: $"whether {s.Key} is permitted"))).OrderBy(t => t.Name, StringComparer.Ordinal);
        foreach (var twice in targets.Where(t => t.To.Length > 0).GroupBy(t => t.To).Where(g => g.Count() > 1))
        {
            m.Refuse("fields", "duplicate-target", $"{string.Join(" and ", twice.Select(t => t.Name))} are told to one place.");
        }

        var told = platform.Fields.Select(f => f.Field).Concat(platform.PurposeSignals.Keys.Select(SignalField.Of)).Select(ConfirmPlan.WordOf).ToHashSet();
        foreach (var word in platform.Confirm?.AlwaysFor.Except(told) ?? [])
        {
            m.Refuse("confirm", "unknown-confirmation", $"{word} is neither a mapped field nor a signalled purpose with _subscription behind it.");
        }

        var emails = platform.Fields.Count(f => fields.TryGetValue(f.Field, out var rule) && rule.TellsEmail);
        if (platform.Hazards.Contains(SharedContacts.SpreadsByEmail) && emails != 1 && m.Has("fields"))
        {
            m.Refuse("hazards", "hazard-without-address", "One mapped field of type email must say by which address the platform spreads.");
        }

        // "Contact.IG_Customer_Id__c" names the object and its member; the mapping names the member only.
        var member = platform.Key[(platform.Key.LastIndexOf('.') + 1)..];
        var filling = platform.Fields.Where(f => f.To == member || f.To == platform.Key).ToArray();
        if (member.Length > 0 && m.Has("fields") && filling.Length == 0)
        {
            m.Refuse("key", "key-not-mapped", "No mapped field fills the platform's key, so its records could not be told apart.");
        }

        if (filling.Any(f => fields.TryGetValue(f.Field, out var rule) && (rule.TellsEmail || rule.TellsPhone)))
        {
            m.Refuse(
                "key", "key-is-contact-point", "An e-mail address or telephone number is nobody's key: it changes, is shared, and keys stand in addresses.");
        }
    }
}
