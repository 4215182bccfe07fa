using System.Globalization;

namespace IncidentBot.Changes.Suspicion;

/// <summary>What speaks for a cause that is no change of ours, and which changes would explain the same.</summary>
internal sealed class OtherCauseEvidence
{
    private const int ByEvidence = 34, ByFurtherEvidence = 12, ByEmptyList = 20, ByRate = 40;
    private const double MostUnexplained = 1.5;

    private readonly IncidentWords words;
    private readonly List<(OtherCauses.OtherCause Cause, TextSource Source, string Phrase, int ExplainedBy)> found;

    public OtherCauseEvidence(IncidentWords words, IReadOnlyList<Candidate> possible)
    {
        this.words = words;
        found = [.. words.Others.Select(one =>
            (one.Cause, one.Source, one.Phrase, possible.Count(candidate => Explains(candidate, one.Cause))))];
    }

    /// <summary>Whether anything was noted of such a cause.</summary>
    public bool IsAny => found.Count > 0;

    /// <summary>What was noted, in words.</summary>
    public string InWords => string.Join(" and ", found.Select(one => one.Cause.Words));

    /// <summary>How much of it a change leaves unexplained: 0 nothing, 1 one clear cause, a little more where there are several.</summary>
    public double UnexplainedBy(Candidate candidate)
    {
        var open = found.Select(one => Open(candidate, one.Cause)).OrderDescending().ToList();
        return open.Count == 0 ? 0 : Math.Min(MostUnexplained, open[0] + (open.Skip(1).Sum() / 4));
    }

    /// <summary>The parts of the suspicion that no change did it.</summary>
    public IEnumerable<SuspicionPart> Parts(KnownIncident incident, int couldHave)
    {
        var rate = Math.Clamp(incident.OwnChangeRate, 0, 1);
        yield return new SuspicionPart(
            "rate", (int)Math.Round(ByRate * (1 - rate)),
            string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0} % of incidents are taken to come from a change of your own"));
        if (couldHave == 0)
            yield return new SuspicionPart("no candidate", ByEmptyList, "no change went live before the impact that could have caused it");
        for (var i = 0; i < found.Count; i++)
        {
            var (cause, source, phrase, explained) = found[i];
            var points = (i == 0 ? ByEvidence : ByFurtherEvidence) / (explained > 0 ? 2 : 1);
            var but = explained > 0 ? ", though a change could explain it" : "";
            yield return new SuspicionPart(cause.Name, points, $"{cause.Words}: {SharedWords.InWords(source)} says “{phrase}”{but}")
            {
                WouldLower = "a change of ours turns out to have brought it about",
            };
        }
    }

    // One word may stand there by chance, unless it is the very word that was noted.
    private double Open(Candidate candidate, OtherCauses.OtherCause cause) =>
        candidate.Words.Title.Where(cause.IsExplainedBy).Sum(word => words.Said.ContainsKey(word) ? 2 : 1)
            switch { 0 => 1, 1 => 0.7, _ => 0 };

    private static bool Explains(Candidate candidate, OtherCauses.OtherCause cause) => candidate.Words.Title.Any(cause.IsExplainedBy);
}
