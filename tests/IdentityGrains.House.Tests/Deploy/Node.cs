using YamlDotNet.RepresentationModel;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>A place in a YAML document. What is not there is a place with nothing in it.</summary>
internal sealed class Node(YamlNode? yaml)
{
    private const string Merge = "<<";

    public static IReadOnlyList<Node> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(d => new Node(d.RootNode))];
    }

    public Node this[string name] => Members.FirstOrDefault(m => m.Name == name).Value ?? new Node(null);

    public bool IsThere => yaml is not null;

    // Not "as": a text in which a colon stands is a mapping, and whoever expects a text must hear of it.
    public string Text => ((YamlScalarNode?)yaml)?.Value ?? "";

    public IEnumerable<Node> Items => yaml is YamlSequenceNode list ? list.Children.Select(c => new Node(c)) : [];

    public IEnumerable<string> Texts => Items.Select(i => i.Text);

    /// <summary>What stands here, and what is merged from elsewhere as far as it does not stand here itself.</summary>
    public IEnumerable<(string Name, Node Value)> Members => Own.Where(m => m.Name != Merge)
        .Concat(Own.Where(m => m.Name == Merge).SelectMany(m => m.Value.Members))
        .DistinctBy(m => m.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => Members.Select(m => m.Name);

    private IEnumerable<(string Name, Node Value)> Own =>
        yaml is YamlMappingNode map ? map.Children.Select(c => (((YamlScalarNode)c.Key).Value!, new Node(c.Value))) : [];
}
