using IncidentBot.Language;

namespace IncidentBot.Changes.Suspicion;

/// <summary>Weighs the changes of one incident.</summary>
internal sealed class Weighing
{
    private const int Highest = 100;

    private readonly KnownIncident incident;
    private readonly SuspicionOptions options;
    private readonly IncidentWords words;
    private readonly Timing timing;
    private readonly Standing standing;
    private readonly SharedWords shared;
    private readonly ChangeHistory history;
    private readonly SeveralAtOnce several;
    private readonly OtherCauseEvidence others;
    private readonly TimeHints times;
    private readonly int couldHave;

    public Weighing(KnownIncident incident, IReadOnlyList<Candidate> candidates, SuspicionOptions options)
    {
        this.incident = incident;
        this.options = options;
        words = IncidentWords.Of(incident);
        times = new TimeHints(incident);
        timing = new Timing(incident, options, words.IsGradual);
        standing = new Standing(incident, words, options);
        var possible = candidates
            .Where(one => !one.Change.IsRuledOut && Impossible(one) is null)
            .Where(one => !standing.IsElsewhere(one) && !Nature.IsHarmlessByFiles(one.Change)).ToList();
        couldHave = possible.Count;
        shared = new SharedWords(words, standing, possible, options);
        history = new ChangeHistory(incident, candidates, words.IsRollbackInVain, words.BeganWithARollback, standing.AreRelated, options);
        several = new SeveralAtOnce(incident, candidates, standing.Map);
        others = new OtherCauseEvidence(words, possible);
    }

    /// <summary>Weighs one change.</summary>
    public Weighed Weigh(Candidate candidate)
    {
        if (Impossible(candidate) is { } impossible)
            return new Weighed(candidate, [impossible], CouldHave: false, IsDecisive: false);

        var match = shared.Of(candidate);
        List<SuspicionPart?> parts =
        [
            timing.Of(candidate.Change),
            times.Of(candidate.Change, options),
            .. standing.Of(candidate),
            .. Kind(candidate, match.IsDecisive),
            match.Part,
            Named(candidate),
            Well(candidate),
            .. history.Of(candidate),
            several.Of(candidate.Change, options),
            OtherCause(candidate),
        ];
        var found = parts.OfType<SuspicionPart>().ToList();
        if (candidate.Change.IsRuledOut)
            return new Weighed(candidate, [.. RuledOut(found)], CouldHave: false, IsDecisive: true);

        var isDecisive = match.IsDecisive || found.Exists(part => part is { Name: "named" or "rolled-back", Points: > 10 });
        return new Weighed(candidate, found, CouldHave: true, isDecisive) { LeavesAnotherCause = others.UnexplainedBy(candidate) >= 1 };
    }

    /// <summary>
    /// Holds the scores within their limits, which never change the order: from the first change on that nothing decisive names,
    /// none counts more than that allows.
    /// </summary>
    public IReadOnlyList<Suspect> Limit(IReadOnlyList<Weighed> ranked)
    {
        var isDecided = true;
        var strongestUndecided = ranked.Where(one => one.CouldHave && !one.IsDecisive).Select(one => one.Sum).DefaultIfEmpty().Max();
        var most = LeadsAlone(ranked) ? options.MostAlone : options.MostUndecided;
        var former = int.MaxValue;
        var suspects = new List<Suspect>(ranked.Count);
        foreach (var one in ranked)
        {
            isDecided &= one.IsDecisive && one.Sum >= strongestUndecided;
            var (parts, sum) = (one.Parts, one.Sum);
            if (!isDecided && sum > most)
            {
                parts = [.. parts, Limit("undecided", most - sum, one.IsDecisive
                    ? "another change fits as well in time and place"
                    : "few words of the incident point to it, and time and place alone don't name it")];
                sum = most;
            }

            if (sum > SuspectRanking.StandsOutAbove && one.LeavesAnotherCause)
            {
                parts = [.. parts, Limit("undecided", SuspectRanking.StandsOutAbove - sum, "what was noted points elsewhere")];
                sum = SuspectRanking.StandsOutAbove;
            }

            most = Math.Min(most, options.MostUndecided);

            if (sum > former)
            {
                parts = [.. parts, Limit("undecided", former - sum, "another change comes before it")];
                sum = former;
            }

            former = sum;
            var score = Math.Clamp(sum, 0, Highest);
            if (score != sum)
                parts = [.. parts, Limit("limit", score - sum, "a score is from 0 to 100")];
            suspects.Add(new Suspect(one.Candidate.Index, score, parts));
        }

        return suspects;
    }

    // Far ahead of all others, with some words for it, and nothing noted that points elsewhere.
    private bool LeadsAlone(IReadOnlyList<Weighed> ranked) =>
        ranked.Count > 0 && !others.IsAny && ranked[0].Sum > SuspectRanking.StandsOutAbove
        && (ranked.Count == 1 || ranked[0].Sum - ranked[1].Sum >= options.LeadAlone)
        && ranked[0].Parts.Any(part => part is { Name: "words", Points: >= 8 });

    /// <summary>Weighs that no change of ours did it.</summary>
    public NoChangeSuspect WeighNoChange(int best)
    {
        var parts = others.Parts(incident, couldHave).ToList();
        if (best > SuspectRanking.StandsOutAbove)
        {
            parts.Add(new SuspicionPart(
                "a change stands out", (SuspectRanking.StandsOutAbove - best) / 2, "one change explains what was seen"));
        }

        var sum = parts.Sum(part => part.Points);
        if (sum is < 0 or > Highest)
            parts.Add(Limit("limit", Math.Clamp(sum, 0, Highest) - sum, "a score is from 0 to 100"));
        return new NoChangeSuspect(Math.Clamp(sum, 0, Highest), parts);
    }

    private static SuspicionPart Limit(string name, int points, string why) => new(name, points, why);

    private SuspicionPart? Impossible(Candidate candidate) => candidate.Change.State == ChangeState.Waiting
        ? new SuspicionPart("state", 0, "is still waiting to go live, so it can't have caused it")
        : timing.TooLate(candidate.Change, candidate.TakenBack is not null || candidate.Change.RollbackOf is not null);

    private IEnumerable<SuspicionPart> Kind(Candidate candidate, bool isNamedByWords)
    {
        var change = candidate.Change;
        if (change.State == ChangeState.Failure)
            yield return new SuspicionPart("state", 0, "failed, and may be there by half");
        if (change.State == ChangeState.InProgress)
            yield return words.HasCanary
                ? new SuspicionPart("state", options.Named, "is still rolling out, and the notes name a canary")
                : new SuspicionPart("state", 0, "is still rolling out, so only a part may have it");
        if (Nature.IsHarmlessByFiles(change))
        {
            yield return new SuspicionPart("harmless", -options.HarmlessFiles, "only touches documentation, tests, styles or wording");
            yield break;
        }

        if (Nature.ChangesOnlyComments(change))
        {
            yield return new SuspicionPart("harmless", -options.HarmlessFiles, "its diff only changes comments");
            yield break;
        }

        if (Nature.Risky(change) is { } risky)
            yield return new SuspicionPart("kind", options.RiskyKind, $"changes {Nature.InWords(risky)}");
        var stated = candidate.Words.Stated;
        if (change.RollbackOf is not null || candidate.TakenBack is not null || stated.Any(Vocabulary.Bold.Contains))
            yield return new SuspicionPart("bold", options.BoldWords, "removes, replaces or limits something");
        if (candidate.Change.Kind is not (ChangeKind.Deploy or ChangeKind.Config or ChangeKind.Flag))
            yield break;
        if (stated.Any(Vocabulary.Cosmetic.Contains))
            yield return new SuspicionPart("harmless", -options.HarmlessWords, "sounds like documentation, styles or wording");
        else if (Nature.OnlyWatchesByFiles(change))
            yield return new SuspicionPart("harmless", -options.HarmlessWords, "only touches metrics, dashboards or alerts");
        else if (!isNamedByWords && stated.Any(Vocabulary.Watching.Contains))
            yield return new SuspicionPart("harmless", -options.HarmlessWords / 2, "sounds like logging or metrics");
        if (Nature.IsDormant(change))
            yield return new SuspicionPart("harmless", -options.HarmlessWords / 2, "says that nobody uses it yet");
    }

    // What people decided counts for more than all that speaks for it.
    private IEnumerable<SuspicionPart> RuledOut(List<SuspicionPart> found)
    {
        var rest = found.Where(part => part.Name != "ruled-out").ToList();
        var points = Math.Max(options.RuledOut, rest.Sum(part => part.Points) - SuspectRanking.StandsOutAbove);
        return rest.Append(new SuspicionPart("ruled-out", -points, "was ruled out by a person"));
    }

    private SuspicionPart? Named(Candidate candidate)
    {
        if (candidate.Change.Ref?.Trim().ToLowerInvariant() is not { Length: > 2 } name || !name.Any(char.IsAsciiDigit))
            return null;

        var stem = TextTokens.Stem(name);
        if ((words.Said.GetValueOrDefault(name) ?? words.Said.GetValueOrDefault(stem)) is { } said)
        {
            var share = said.Source is TextSource.Title or TextSource.Finding ? 1 : 0.5;
            return new SuspicionPart(
                "named", (int)Math.Round(options.Named * share), $"{SharedWords.InWords(said)} names {candidate.Change.Ref}");
        }

        return words.RuledOut.Contains(name) || words.RuledOut.Contains(stem)
            ? new SuspicionPart("ruled-out", -options.RuledOut, $"a note rules {candidate.Change.Ref} out")
            : shared.RuledOutBy(candidate) is { } word
                ? new SuspicionPart("ruled-out", -options.RuledOut / 2, $"a note rules {word} out")
                : null;
    }

    private SuspicionPart? Well(Candidate candidate) => shared.WellWordOf(candidate) is { } word
        ? new SuspicionPart("well", -options.ServiceNamed, $"a note says that {word} is well")
        : null;

    private SuspicionPart? OtherCause(Candidate candidate)
    {
        var strength = others.UnexplainedBy(candidate);
        return strength > 0
            ? new SuspicionPart("other-cause", -(int)Math.Round(options.OtherCause * strength), $"doesn't explain that {others.InWords}")
            : null;
    }
}
