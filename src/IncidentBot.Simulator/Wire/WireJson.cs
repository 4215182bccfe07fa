using System.Text.Encodings.Web;
using System.Text.Json;

namespace IncidentBot.Simulator.Wire;

/// <summary>How JSON is written on every wire of the simulator.</summary>
internal static class WireJson
{
    // Slack writes text as it is rather than as \u escapes; the answers are never put into a page's HTML.
    public static JsonSerializerOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How documents are read: at most 64 deep, and no name twice in one object.</summary>
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 64, AllowDuplicateProperties = false };
}
