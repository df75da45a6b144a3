using k8s;
using k8s.Models;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>The objects of Kubernetes that the base or an overlay stands for.</summary>
internal static class Manifests
{
    public const string Folder = "deploy/kubernetes/";

    /// <summary>The base's files, each read strictly: a member that the API does not know is an exception.</summary>
    public static IReadOnlyList<object> Base { get; } =
    [
        .. Kustomization("base")["resources"].Texts.SelectMany(f => Strictly(Repository.Read($"{Folder}base/{f}"))),
    ];

    public static IEnumerable<T> Of<T>(this IEnumerable<object> objects, string? name = null)
        where T : IMetadata<V1ObjectMeta> =>
        objects.OfType<T>().Where(o => name is null || o.Metadata.Name == name);

    public static IReadOnlyList<object> Strictly(string text) => KubernetesYaml.LoadAllFromString(text, null, strict: true);

    /// <summary>What each pod is made of, by the name of its object.</summary>
    public static IEnumerable<(string Name, V1PodSpec Pod)> Pods(this IReadOnlyList<object> objects) =>
        objects.Of<V1Deployment>().Select(d => (d.Metadata.Name, d.Spec.Template.Spec))
            .Concat(objects.Of<V1Job>().Select(j => (j.Metadata.Name, j.Spec.Template.Spec)));

    public static IEnumerable<V1Container> AllContainers(this V1PodSpec pod) => pod.Containers.Concat(pod.InitContainers ?? []);

    /// <summary>What a container finds in its environment, with the settings that a kustomization generates under their plain names.</summary>
    public static IReadOnlyDictionary<string, string> Environment(
        this V1Container container, IReadOnlyDictionary<string, Dictionary<string, string>> generated) =>
        (container.EnvFrom ?? []).SelectMany(from => generated[from.ConfigMapRef.Name])
            .Concat((container.Env ?? []).Select(e => KeyValuePair.Create(e.Name, e.Value ?? "10.0.0.1")))
            .ToDictionary();

    /// <summary>The settings that a kustomization generates, over those of the one below.</summary>
    public static Dictionary<string, Dictionary<string, string>> Generated(params IEnumerable<string> kustomizations)
    {
        var generated = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var map in kustomizations.SelectMany(k => Kustomization(k)["configMapGenerator"].Items))
        {
            var settings = generated[map["name"].Text] = generated.GetValueOrDefault(map["name"].Text, []);
            foreach (var literal in map["literals"].Texts.Select(l => l.Split('=', 2)))
            {
                settings[literal[0]] = literal[1];
            }
        }

        return generated;
    }

    private static Node Kustomization(string folder) => Node.Documents(Repository.Read($"{Folder}{folder}/kustomization.yaml")).Single();
}
