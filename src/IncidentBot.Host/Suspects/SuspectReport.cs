using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Language;

namespace IncidentBot.Host.Suspects;

/// <summary>Says a ranking: as text for people, or as JSON.</summary>
internal static class SuspectReport
{
    private const int MostShown = 3;

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The ranking as JSON: <c>suspects</c> with index, score and parts, and <c>noChange</c>.</summary>
    public static string Json(SuspectRanking ranking)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("suspects");
            foreach (var suspect in ranking.Suspects)
            {
                json.WriteStartObject();
                json.WriteNumber("index", suspect.Index);
                json.WriteNumber("score", suspect.Score);
                Write(json, suspect.Parts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("noChange");
            json.WriteNumber("score", ranking.NoChange.Score);
            Write(json, ranking.NoChange.Parts);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>
    /// The ranking for people: the verdict, at most three changes with their reasons, and what speaks for no change of ours.
    /// </summary>
    public static string Text(SuspectFile file, KnownIncident incident, SuspectRanking ranking)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{OneLine.Of(file.Title, 200)}\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"As known at {When.ToTheSecond(incident.AsOf)}: {Count(ranking.Suspects.Count)}. {ranking.Verdict}\n");
        var shown = ranking.Suspects.Where(suspect => suspect.Score > 0).Take(MostShown).ToList();
        foreach (var suspect in shown)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{suspect.Score,3}  {Name(file.Changes[suspect.Index])} (deploys[{suspect.Index}])\n");
            Append(text, suspect.Parts);
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{ranking.NoChange.Score,3}  no change of ours\n");
        Append(text, ranking.NoChange.Parts);
        var more = ranking.Suspects.Count - shown.Count;
        if (more > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{more} more with less or nothing against them; --format json lists all.\n");
        return text.ToString();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SuspicionPart> parts)
    {
        json.WriteStartArray("parts");
        foreach (var part in parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteNumber("points", part.Points);
            json.WriteString("words", part.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Append(StringBuilder text, IReadOnlyList<SuspicionPart> parts)
    {
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"     {part.Points,4:+0;-0;0}  {part.Name}: {part.Words}\n");
        var lower = parts.Select(part => part.WouldLower).OfType<string>().ToList();
        if (lower.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"           lower if {string.Join(", or if ", lower)}\n");
    }

    private static string Name(SuspectChange change)
    {
        var name = string.Join(" ", new[] { change.Service, change.Ref }.OfType<string>());
        var where = change.Environment is null ? "" : $" to {change.Environment}";
        var said = change.Description is null ? "" : $": {OneLine.Of(change.Description, 120)}";
        return $"{(name.Length == 0 ? "a change" : name)}{where}{said}";
    }

    private static string Count(int count) =>
        count == 1 ? "1 change" : string.Create(CultureInfo.InvariantCulture, $"{count} changes");
}
