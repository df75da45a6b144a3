using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Reconciling;

namespace IdentityGrains.Storage.Reconciling;

/// <summary>What a run counted, as the stores keep it: JSON, so that a later program may count more. It holds no personal value.</summary>
internal static class FiguresText
{
    public static string Write(ReconciliationFigures figures) => JsonSerializer.Serialize(figures, FiguresJson.Default.ReconciliationFigures);

    public static ReconciliationFigures Read(string text) =>
        JsonSerializer.Deserialize(text, FiguresJson.Default.ReconciliationFigures) ?? throw new InvalidDataException("A run's figures are none");
}

[JsonSerializable(typeof(ReconciliationFigures))]
internal sealed partial class FiguresJson : JsonSerializerContext;
