using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>A place in a YAML document. What is not there is a place with nothing in it.</summary>
internal sealed class Node(YamlNode? yaml)
{
    public static IReadOnlyList<Node> Documents(string text)
    {
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(new StringReader(text))));
        return [.. stream.Documents.Select(d => new Node(d.RootNode))];
    }

    public Node this[string name] => new(yaml is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null);

    public bool IsThere => yaml is not null;

    public string Text => (yaml as YamlScalarNode)?.Value ?? "";

    public IEnumerable<Node> Items => yaml is YamlSequenceNode list ? list.Children.Select(c => new Node(c)) : [];

    public IEnumerable<string> Texts => Items.Select(i => i.Text);

    public IEnumerable<(string Name, Node Value)> Members =>
        yaml is YamlMappingNode map ? map.Children.Select(c => (((YamlScalarNode)c.Key).Value!, new Node(c.Value))) : [];

    public IEnumerable<string> Names => Members.Select(m => m.Name);

    /// <summary>The places of this name, however deep.</summary>
    public IEnumerable<Node> Everywhere(string name) =>
        Members.SelectMany(m => (m.Name == name ? [m.Value] : Enumerable.Empty<Node>()).Concat(m.Value.Everywhere(name)))
            .Concat(Items.SelectMany(i => i.Everywhere(name)));
}
