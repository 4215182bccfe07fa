using IncidentBot.Causes;
using IncidentBot.Chat;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Reads and shows what hypotheses rest on: entries of the timeline, files of them, and pages.</summary>
internal static class HypothesisEvidence
{
    private static readonly char[] Between = [',', ';', '\n'];

    /// <summary>What was given, with commas between; a sentence says what is wrong with it.</summary>
    /// <param name="typed">As it was typed; null or blank: nothing.</param>
    /// <param name="entries">The incident's timeline.</param>
    public static (IReadOnlyList<CauseEvidence> Evidence, string? Problem) Read(string? typed, IReadOnlyList<TimelineEntry> entries)
    {
        const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var found = new List<CauseEvidence>();
        foreach (var piece in (typed ?? string.Empty).Split(Between, Trimmed))
        {
            var (evidence, problem) = CauseEvidenceRules.Read(piece, entries);
            if (problem is not null)
                return ([], problem);
            if (evidence is { } one && !found.Contains(one))
                found.Add(one);
        }

        return found.Count > HypothesisTerms.MostObserved
            ? ([], $"Give at most {HypothesisTerms.MostObserved} entries or pages.")
            : (found, null);
    }

    /// <summary>The same as it stands in a form.</summary>
    public static string Write(IEnumerable<CauseEvidence> evidence) =>
        string.Join(", ", evidence.Select(one => one.Link?.AbsoluteUri
            ?? one.Entry?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty));

    /// <summary>The same as people read it, with its addresses.</summary>
    public static RichText Show(IEnumerable<CauseEvidence> evidence, IReadOnlyList<TimelineEntry> entries) =>
        RichText.Joined(", ", evidence.Select(one => Show(one, entries)));

    private static RichText Show(CauseEvidence evidence, IReadOnlyList<TimelineEntry> entries)
    {
        var (label, address) = CauseEvidenceRules.Show(evidence, entries);
        return address is null ? RichText.Of(label) : new RichText([]).Link(address, label);
    }
}
