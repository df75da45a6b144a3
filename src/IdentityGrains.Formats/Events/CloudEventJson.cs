using System.Buffers;
using System.Globalization;
using System.Text.Json;
using IdentityGrains.Domain.Events;

namespace IdentityGrains.Formats.Events;

/// <summary>Writes events as CloudEvents 1.0, the whole of one as JSON. The same event gives the same bytes, whoever writes it and whenever.</summary>
public static class CloudEventJson
{
    /// <summary>The media type of one.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>Writes one event.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="source">Whose events they are.</param>
    /// <param name="happened">What happened.</param>
    public static void Write(IBufferWriter<byte> to, string source, ToldEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", happened.Name);
        json.WriteString("source", source);
        json.WriteString("type", happened.Type);
        json.WriteString("subject", happened.Customer.ToString());
        json.WriteString("time", happened.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
        json.WriteString("sequence", happened.Sequence);
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteNumber("version", happened.Version);
        if (EventTypes.MemberOf(happened.Type) is { } member)
        {
            json.WriteString(member, happened.About);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
