using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies.Sections;
using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies;

/// <summary>Reads policy documents. A document that is wrong in one place is no policy, and one pass names every place.</summary>
public static class PolicyDocument
{
    /// <summary>The largest document, in bytes: with room to spare, what one message between client and silo may have.</summary>
    public const int MostBytes = 512 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the text of a document; its hash is that of the text in UTF-8.</summary>
    public static PolicyReading Load(string document)
    {
        try
        {
            return Load(Strict.GetBytes(document));
        }
        catch (EncoderFallbackException)
        {
            return Refused("invalid-encoding", "The document is no well-formed Unicode text.");
        }
    }

    /// <summary>The hash by which a document is named: SHA-256 of its text in UTF-8, lower-case hexadecimal, whatever the text says.</summary>
    public static string HashOf(string document) => HashOf(Encoding.UTF8.GetBytes(document));

    private static string HashOf(ReadOnlySpan<byte> document) => Convert.ToHexStringLower(SHA256.HashData(document));

    /// <summary>Reads the bytes of a document, in UTF-8.</summary>
    public static PolicyReading Load(ReadOnlySpan<byte> document)
    {
        if (document.Length > MostBytes)
        {
            return Refused("too-large", $"A document has at most {MostBytes} bytes.");
        }

        string text;
        try
        {
            text = Strict.GetString(document);
        }
        catch (DecoderFallbackException)
        {
            return Refused("invalid-encoding", "The document is no well-formed UTF-8.");
        }

        var errors = new PolicyErrors();
        RefuseControls(text, errors);
        if (errors.Any || new YamlReader(errors).Read(text) is not { } root)
        {
            return new PolicyReading(null, errors.All(), malformed: true);
        }

        var malformed = errors.Any;
        var hash = HashOf(document);
        var policy = MappingReader.Read(root, errors, m => Compile(m, hash));
        return new PolicyReading(policy, errors.All(), malformed);
    }

    private static Policy Compile(MappingReader m, string hash)
    {
        m.Required("apiVersion").Word("identitygrains/v1");
        m.Required("kind").Word("GovernancePolicy");
        var metadata = m.Required("metadata").Mapping(MetadataSection.Read);
        var draft = m.Required("spec").Mapping(s => Spec(s, metadata ?? Unnamed, hash));
        return draft!;
    }

    private static readonly PolicyMetadata Unnamed = new("", "", null, default, null, null);

    // A section is read after those that it names things of, so that each reference is judged where it stands.
    private static Policy Spec(MappingReader m, PolicyMetadata metadata, string hash)
    {
        var principals = new Principals();
        var defaults = m.Required("defaults").Mapping(DefaultsSection.Read)!;
        var categories = CategoriesSection.Read(m.Required("categories"));
        var purposes = PurposesSection.Read(m.Required("purposes"));
        var sources = new SourcesSection(purposes, principals).Read(m.Required("sources"));
        var regions = new RegionsSection(purposes).Read(m.Required("regions"));
        var fields = new FieldsSection(categories, sources, [.. regions.Keys]).Read(m.Required("fields"));
        var platforms = new PlatformsSection(fields, purposes, sources, principals).Read(m.Required("platforms"));
        return new Policy(
            metadata,
            hash,
            defaults,
            categories,
            sources,
            purposes,
            regions,
            fields,
            platforms,
            m.Required("graph").Mapping(new GraphSection(fields, purposes).Read)!,
            m.Required("exceptions").Mapping(ExceptionsSection.Read)!,
            m.Required("reviews").Mapping(ReviewsSection.Read)!,
            m.Required("activationGate").Mapping(GateSection.Read)!,
            new TestsSection(sources, purposes, regions, fields, platforms).Read(m.Required("tests")));
    }

    private static void RefuseControls(string text, PolicyErrors errors)
    {
        var line = 1;
        foreach (var c in text)
        {
            if (c == '\n')
            {
                line++;
            }
            else if (c == '\t')
            {
                errors.Add(new PolicyError("", line, "tab", "Tabs are not read: indent with spaces."));
            }
            else if (char.IsControl(c) && c != '\r')
            {
                errors.Add(new PolicyError("", line, "control-character", "Control characters are not read."));
            }
        }
    }

    private static PolicyReading Refused(string code, string sentence) => new(null, [new PolicyError("", 1, code, sentence)], malformed: true);
}
