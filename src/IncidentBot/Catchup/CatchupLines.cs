using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Catchup;

/// <summary>The lines of a catch-up: what somebody who has just arrived asks first, each with the time as of which it holds.</summary>
internal static class CatchupLines
{
    private const int LongWords = 140, ShortWords = 70, NameWords = 60, OwnerWords = 25, Few = 2, Some = 3;

    /// <summary>
    /// The lines, from status to the next update or the open action items; what there is nothing to say about is left out.
    /// </summary>
    public static IReadOnlyList<RichText> Of(Situation situation) =>
    [
        Head(situation),
        Impact(situation),
        Since(situation),
        Suspects(situation),
        .. Found(situation) is { } found ? [found] : Array.Empty<RichText>(),
        Who(situation),
        .. new[] { Tried(situation), RuledOut(situation), Open(situation) }.OfType<RichText>(),
        Updates(situation),
        .. ActionItems(situation) is { } last ? [last] : Array.Empty<RichText>(),
    ];

    private static RichText Head(Situation at) => new RichText([])
        .Bold(IncidentWords.Headline(at.Incident)).Plain(", as of ").Time(at.Now).Plain($": {OneLine.Of(at.Incident.Title, LongWords)}");

    private static RichText Impact(Situation at)
    {
        var line = Label("Impact");
        if (at.Incident.Impact is not { } impact)
            return line.Plain("not described yet");

        line = line.Plain(OneLine.Of(impact, LongWords));
        return at.Facts.OfType<ImpactDescribed>().LastOrDefault() is { } said ? line.Plain(" (as of ").Time(said.At).Plain(")") : line;
    }

    private static RichText Since(Situation at)
    {
        var incident = at.Incident;
        var line = Label("Since");
        line = incident.At(Milestone.ImpactStart) is { } start
            ? line.Time(start).Plain($" ({Durations.Since(start, End(at))})")
            : line.Plain("not known");
        if (incident.At(Milestone.Declared) is { } declared)
            line = line.Plain(", declared ").Time(declared);
        foreach (var milestone in new[] { Milestone.Mitigated, Milestone.Resolved })
        {
            if (incident.At(milestone) is { } reached)
                line = line.Plain($", {IncidentWords.Name(milestone)} ").Time(reached);
        }

        return line;
    }

    // How long it went on, or has gone on so far.
    private static DateTimeOffset End(Situation at) => at.Incident.At(Milestone.Mitigated) ?? at.Incident.At(Milestone.Resolved) ?? at.Now;

    private static RichText Suspects(Situation at)
    {
        var first = ChangesCard.Suspects(at.Ranked).Select(one => one.Change).ToList();
        var parts = ChangesCard.Suspects(at.Ranked).Select(one => Suspect(at.Incident, one)).ToList();
        parts.AddRange(HypothesisNotes.Suspected(at.Hypotheses, Few));
        parts.AddRange(
            Others(at).Where(entry => GuessWords.AreIn(entry) && !RuledOutWords.AreIn(entry) && !TriedWords.SayInVain(entry))
                .TakeLast(first.Count > Few ? 1 : Few).Select(Quote));
        if (at.Deploys.After is [var newest, ..] && !first.Contains(newest))
        {
            var rollback = PullChangesRules.IsRollback(newest, at.Deploys) ? " (rollback)" : string.Empty;
            parts.Add(Change(newest).Plain($"{rollback} {PullChangesRules.AfterInWords(newest, at.Incident)}"));
        }

        var line = parts.Count == 0 ? Label("Suspects").Plain("none yet") : Label("Suspects").Then(Joined(parts));
        line = at.Deploys.LastPull switch
        {
            null => line.Plain("; deploys not looked up yet"),
            { Problems.Count: > 0 } pull => line.Plain("; not all deploys are known (as of ").Time(pull.AskedAt).Plain(")"),
            var pull => line.Plain(" (deploys as of ").Time(pull.AskedAt).Plain(")"),
        };
        // What third parties say answers the same question.
        return ThirdParties.Line(at.Findings) is { } others ? line.Plain(". ").Then(others) : line;
    }

    // What was found is known; a suspect is not.
    private static RichText? Found(Situation at)
    {
        var entries = at.Timeline.Where(entry => entry.Kind == EntryKind.Finding && !RuledOutWords.AreIn(entry)
            && !TriedWords.SayInVain(entry));
        return List("Found", [.. entries.Select(Quote)]);
    }

    private static RichText Suspect(Incident incident, RankedChange one)
    {
        var side = PullChangesRules.Before(one.Change, incident) < TimeSpan.Zero ? "after" : "before";
        var text = Change(one.Change, NameWords).Plain(string.Create(
            CultureInfo.InvariantCulture,
            $" {one.Score} of 100, {PullChangesRules.DistanceInWords(one.Change, incident)} {side}"));
        return one.Decided is { IsLikely: true, Verdict.By.Name: var by }
            ? text.Plain($", likely cause, says {OneLine.Of(by, ShortWords)}")
            : text;
    }

    private static RichText Change(ServiceChange deploy, int length = ShortWords)
    {
        var name = OneLine.Of(ChangeWording.Told(deploy), length);
        return deploy.Url is { } address ? new RichText([]).Link(address, name) : name;
    }

    private static RichText Who(Situation at)
    {
        var roles = at.Incident.Roles;
        var line = roles.TryGetValue(IncidentRole.Commander, out var commander)
            ? Label("Commander").Person(commander.Id, commander.Name)
            : Label("Commander").Plain("nobody yet");
        var parts = IncidentRole.In(at.Incident).Where(role => role != IncidentRole.Commander && roles.ContainsKey(role))
            .Select(role => new RichText([]).Plain($"{role.Title}: ").Person(roles[role].Id, roles[role].Name)).ToList();
        var busy = at.Steps.Where(step => step is { State: StepState.Open, AssignedTo: not null }).ToList();
        parts.AddRange(busy.Take(Some).Select(step => RichText.Of($"{step.AssignedTo!.Name}: {OneLine.Of(step.Text, ShortWords)}")));
        return Joined(parts.Prepend(line)).Plain(More(busy.Count - Some));
    }

    private static RichText? Tried(Situation at)
    {
        // A change that somebody typed is a suspect, not what was done about it.
        var entries = Others(at).Where(TriedWords.AreIn).Where(entry => !EntryBoard.IsChange(at.Incident.Id, entry));
        return List("Tried", [.. entries.Select(Quote), .. HypothesisNotes.Unverified(at.Hypotheses)]);
    }

    private static RichText? RuledOut(Situation at)
    {
        var entries = Others(at).Where(RuledOutWords.AreIn)
            .Select(entry => (entry.At, Text: Quote(Behind("ruled out", entry.Text), entry.Permalink)));
        var skipped = at.Steps.Where(step => step is { State: StepState.Skipped, Answer: not null, Phase: < Phase.Fix })
            .Select(step => (
                At: step.At ?? at.Now,
                Text: RichText.Of($"{OneLine.Of(step.Text, ShortWords)} (skipped: {OneLine.Of(step.Answer!, ShortWords)})")));
        var tested = at.Hypotheses.RuledOut.Select(one => (one.Steps[^1].At, Text: HypothesisNotes.RuledOut(one)));
        return List("Ruled out", [.. entries.Concat(skipped).Concat(tested).OrderBy(one => one.At).Select(one => one.Text)]);
    }

    // What tells of hypotheses is told as those.
    private static IEnumerable<TimelineEntry> Others(Situation at)
    {
        var told = at.Hypotheses.Entries;
        return at.Timeline.Where(entry => !told.Contains(entry.Number));
    }

    private static RichText? Open(Situation at)
    {
        if (!at.Incident.IsOpen)
            return null;

        var isHarmful = at.Incident.Status < IncidentStatus.Mitigated;
        var open = at.Steps.Where(step => step.State == StepState.Open && isHarmful).ToList();
        List<RichText> parts = [.. open.Where(step => step.IsPinned).Select(step => RichText.Of(OneLine.Of(step.Text, ShortWords)))];
        parts.AddRange(Offers(at).Select(offer => RichText.Of($"Will {offer.To.Name} take over as {offer.Role.Word}?")));
        parts.AddRange(
            open.Where(step => step is { IsQuestion: true, Phase: Phase.Assess, IsPinned: false }).Take(Some)
                .Select(step => RichText.Of(OneLine.Of(step.Text, ShortWords))));
        if (at.Incident.Status == IncidentStatus.Mitigated)
            parts.Add("Is service restored and verified?");

        return parts.Count == 0 ? null : Label("Open").Then(Joined(parts));
    }

    // Whoever has it still has not changed since they were asked, and the one who was asked has not answered.
    private static IEnumerable<RoleOffered> Offers(Situation at) =>
        at.Facts.Index().Where(
                one => one.Item is RoleOffered offered && at.Incident.Roles.GetValueOrDefault(offered.Role)?.Id == offered.Holder.Id
                    && !at.Facts.Skip(one.Index + 1).Any(later => RoleOf(later) == offered.Role))
            .Select(one => (RoleOffered)one.Item);

    private static IncidentRole? RoleOf(IncidentFact fact) => fact switch
    {
        RoleGiven given => given.Role,
        RoleLeft left => left.Role,
        RoleOffered offered => offered.Role,
        RoleDeclined declined => declined.Role,
        _ => null,
    };

    private static RichText Updates(Situation at) => NextUpdate(at) is { } next ? LastUpdate(at).Plain(" · ").Then(next) : LastUpdate(at);

    private static RichText LastUpdate(Situation at)
    {
        var line = Label("Update");
        var all = at.Facts.Index()
            .Select(one => (
                one.Item.At, Words: WordsOf(one.Item), Link: LinkOf(at, one.Index),
                IsNothingNew: one.Item is UpdateGiven { IsQuiet: true }))
            .Where(one => one.Words is not null).ToList();
        if (all.Count == 0)
            return line.Plain("none yet");

        var last = all[^1];
        line = line.Time(last.At).Plain($" ({Durations.Since(last.At, at.Now)} ago) ").Then(Quote(last.Words!, last.Link));
        // "Nothing new" is news only to whoever knows what was said before.
        return last.IsNothingNew && all.LastOrDefault(one => !one.IsNothingNew) is { Words: { } words } before
            ? line.Plain(" Before that, ").Time(before.At).Plain(": ").Then(Quote(words, before.Link))
            : line;
    }

    private static string? WordsOf(IncidentFact fact) => fact switch
    {
        UpdateGiven update => update.Text,
        StatusChanged changed => changed.Sentence,
        StatusTold told => told.Sentence,
        _ => null,
    };

    private static RichText? NextUpdate(Situation at)
    {
        if (!at.Incident.IsOpen)
            return null;

        return at.NextUpdateAt switch
        {
            null => null,
            { } due when due <= at.Now => new RichText([]).Plain("the next was due ").Time(due),
            { } due => new RichText([]).Plain("next due ").Time(due),
        };
    }

    // Once it is over, what was agreed takes the place of the next update.
    private static RichText? ActionItems(Situation at)
    {
        if (at.Incident.IsOpen)
            return null;

        var open = at.Actions.Where(item => item.State == ActionState.Open)
            .OrderBy(item => item.Terms.Due ?? DateOnly.MaxValue).ThenBy(item => item.Number).ToList();
        return open.Count == 0
            ? null
            : Label("Open action items").Then(Joined(open.Take(Some).Select(Named))).Plain(More(open.Count - Some));
    }

    private static RichText Named(ActionItem item)
    {
        var owner = item.Terms.Owner is { } known ? known.Name : "no owner";
        var due = item.Terms.Due is { } day ? $", due {DueDay.Say(day)}" : string.Empty;
        return RichText.Of($"{ActionCard.Number(item)} {OneLine.Of(item.Text, ShortWords)} ({OneLine.Of(owner, OwnerWords)}{due})");
    }

    private static Uri? LinkOf(Situation at, int index) =>
        at.Evidence.GetValueOrDefault(IncidentKeys.Told(at.Incident.Id, index + 1));

    private static RichText Quote(TimelineEntry entry) => Quote(entry.Text, entry.Permalink);

    private static RichText Quote(string words, Uri? link)
    {
        var quoted = OneLine.Of(words, ShortWords);
        return link is null ? quoted : new RichText([]).Link(link, quoted);
    }

    // The newest are the ones that matter.
    private static RichText? List(string label, IReadOnlyList<RichText> items) => items.Count == 0
        ? null
        : Label(label).Then(Joined(items.TakeLast(Some))).Plain(More(items.Count - Some));

    // Words that begin as the line does are not said twice.
    private static string Behind(string label, string words)
    {
        var rest = words.TrimStart();
        return rest.StartsWith(label, StringComparison.OrdinalIgnoreCase)
            && rest[label.Length..].TrimStart(':', ' ') is { Length: > 0 } behind && !char.IsLetterOrDigit(rest[label.Length])
            ? behind
            : words;
    }

    private static string More(int more) =>
        more <= 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" (and {more} more)");

    private static RichText Label(string label) => new RichText([]).Bold(label).Plain(": ");

    private static RichText Joined(IEnumerable<RichText> parts) => RichText.Joined(" · ", parts);
}

/// <summary>Finds what people have written down as what they suspect, whatever kind of entry it is.</summary>
internal static class GuessWords
{
    private static readonly string[] Said = ["hypothesis", "theory", "suspect", "suspicion", "my guess", "probable cause", "likely cause"];

    /// <summary>Whether an entry begins by saying so.</summary>
    public static bool AreIn(TimelineEntry entry) =>
        entry.Kind == EntryKind.Observation
            && Said.Any(said => entry.Text.TrimStart().StartsWith(said, StringComparison.OrdinalIgnoreCase));
}
