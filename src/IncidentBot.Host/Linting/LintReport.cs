using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentBot.Language;

namespace IncidentBot.Host.Linting;

/// <summary>Says what was found: as text for people, as JSON, or as annotations of GitHub Actions.</summary>
internal static class LintReport
{
    private const int MostWords = 120;

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>For people: the place, the words, why, and what to write instead.</summary>
    public static string Text(IReadOnlyList<FileFinding> found, int files)
    {
        var text = new StringBuilder();
        foreach (var (file, finding) in found)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{file}:{finding.Line}:{finding.Column}: {OneLine.Of(finding.Words, MostWords)} ({finding.Rule})\n")
                .Append(CultureInfo.InvariantCulture, $"    {finding.Why}\n    Better: {finding.Rewrite}\n");
        }

        if (found.Count > 0) text.Append('\n');
        return text.Append(CultureInfo.InvariantCulture, $"{Count(found.Count, "finding")} in {Count(files, "file")}.\n").ToString();
    }

    /// <summary><c>{"findings": [{"file", "line", "column", "length", "rule", "words", "why", "rewrite"}]}</c></summary>
    public static string Json(IReadOnlyList<FileFinding> found)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("findings");
            foreach (var (file, finding) in found)
            {
                json.WriteStartObject();
                json.WriteString("file", file);
                json.WriteNumber("line", finding.Line);
                json.WriteNumber("column", finding.Column);
                json.WriteNumber("length", finding.Length);
                json.WriteString("rule", finding.Rule);
                json.WriteString("words", finding.Words);
                json.WriteString("why", finding.Why);
                json.WriteString("rewrite", finding.Rewrite);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <summary>Workflow commands: one warning a finding.
    /// https://docs.github.com/actions/reference/workflow-commands-for-github-actions</summary>
    public static string WorkflowCommands(IReadOnlyList<FileFinding> found) => string.Concat(found.Select(one => string.Create(
        CultureInfo.InvariantCulture,
        $"::warning file={Property(one.File)},line={one.Finding.Line},col={one.Finding.Column},title={Property(one.Finding.Rule)}::"
            + $"{Message($"\"{one.Finding.Words}\": {one.Finding.Why} Better: {one.Finding.Rewrite}")}\n")));

    private static string Message(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
