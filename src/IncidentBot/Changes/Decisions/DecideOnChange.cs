using System.Globalization;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Changes.Decisions;

/// <summary>Records what a person decides about a change: it isn't the cause, it likely is, or it was rolled back.</summary>
internal sealed class DecideOnChange(ReadSuspects suspects, ChangesBoard board, TimelineStore timeline)
{
    /// <summary>Decides about the change with a number.</summary>
    /// <param name="call">Whose change, and who decides.</param>
    /// <param name="number">The number that the message shows.</param>
    /// <param name="verdict">What they decide.</param>
    /// <param name="reason">Why; null or blank: not said.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(
        Call call, int number, ChangeVerdict verdict, string? reason, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        var material = await suspects.ReadAsync(incident, cancellationToken);
        var (view, _) = await board.ViewAsync(material, work, cancellationToken);
        var decision = DecideOnChangeRules.Decide(
            view, number, verdict, reason, await timeline.NextAsync(work.Workspace, incident.Id, cancellationToken), call.By.Who,
            call.By.At, material.Decisions.Count + 1);
        if (decision.Fact is not { Decision: { } decided })
            return Happened.Refused(decision.Sentence);

        ChangeDecisionStore.Add(work.Batch, work.Workspace, incident.Id, decided);
        var entry = DecideOnChangeRules.Entry(view, decided);
        TimelineStore.Add(work.Batch, work.Workspace, incident.Id, entry);
        EntryBoard.Post(incident, entry, work);
        var after = material with { Timeline = [.. material.Timeline, entry], Decisions = [.. material.Decisions, decided] };
        await board.ShowAsync(after, isFirst: false, work, cancellationToken);
        return Happened.Of(incident, decision);
    }

    /// <summary>A button decides: <c>verdict|number</c>.</summary>
    public Task<Happened> HandleAsync(Call call, CancellationToken cancellationToken) =>
        call.More.Split('|') is [var word, var typed] && Words.TryParse<ChangeVerdict>(word, out var verdict)
            && DecideOnChangeRules.TryReadNumber(typed, out var number)
            ? HandleAsync(call, number, verdict, reason: null, cancellationToken)
            : Happened.Unreadable;

    /// <summary>The form that asks why a change isn't the cause was sent.</summary>
    public Task<Happened> HandleAsync(FormSubmitted form, Call call, CancellationToken cancellationToken) =>
        DecideOnChangeRules.TryReadNumber(call.More, out var number)
            ? HandleAsync(call, number, ChangeVerdict.RuledOut, form.Values.GetValueOrDefault(RuleOutForm.Reason), cancellationToken)
            : Happened.Unreadable;
}

/// <summary>The pure rules of decisions about changes.</summary>
internal static class DecideOnChangeRules
{
    /// <summary>A reason has so many characters at most.</summary>
    public const int LongestReason = 500;

    /// <summary>Reads <c>3</c> or <c>#3</c>.</summary>
    public static bool TryReadNumber(string? typed, out int number) => int.TryParse(
        typed?.Trim().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Decides.</summary>
    /// <param name="view">The changes as they are shown.</param>
    /// <param name="number">The number of the change that is meant.</param>
    /// <param name="verdict">What is decided about it.</param>
    /// <param name="reason">Why; null or blank: not said.</param>
    /// <param name="entry">The number that the timeline's next entry gets.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="at">When; UTC.</param>
    /// <param name="next">The number of the decision.</param>
    public static Decision<ChangeDecided> Decide(
        ChangesView view, int number, ChangeVerdict verdict, string? reason, int entry, Person by, DateTimeOffset at, int next)
    {
        if (view.Shown.KeyOf(number) is not { } key || view.Ranked.Find(key) is not { } one)
            return new Refusal(
                $"{view.Incident.Id} has no change with the number {number}. To see them with their numbers, type "
                    + $"{CommandGrammar.Typed("changes")}.");

        var name = ChangeWording.ShortName(one.Change);
        var why = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (verdict == ChangeVerdict.RuledOut && why is null)
            return new Refusal(
                $"Say why it isn't {name}, so that nobody looks there again: "
                    + $"{CommandGrammar.Typed($"changes rule-out {number} The cache was never full")}.");
        if (why?.Length > LongestReason)
            return new Refusal(
                $"A reason can have at most {LongestReason} characters; this one has {why.Length}. Put details in a note. "
                    + $"Your reason: {why}");
        if (IsSo(one.Decided, verdict, why) is { } already)
            return new AlreadySo($"{name} is already {already}.");

        var later = verdict == ChangeVerdict.RolledBack ? Rollbacks.Find(one.Change, view.Record)?.Key : null;
        return new ChangeDecided(new ChangeDecision(next, key, verdict, why, later, entry, by, at));
    }

    /// <summary>The entry of the timeline that tells of a decision, which everybody in the channel reads.</summary>
    public static TimelineEntry Entry(ChangesView view, ChangeDecision decision)
    {
        var change = view.Ranked.Find(decision.Change)!.Change;
        var name = ChangeWording.Name(change);
        var back = decision.Later is { } later && view.Ranked.Find(later) is { } found
            ? $" by {ChangeWording.ShortName(found.Change)}"
            : "";
        var said = decision.Verdict switch
        {
            ChangeVerdict.RuledOut => $"Ruled out {name}",
            ChangeVerdict.Likely => $"Likely cause: {name}",
            ChangeVerdict.RolledBack => $"{name} was rolled back{back}",
            _ => $"{name} is a suspect again",
        };
        return new TimelineEntry
        {
            Number = decision.Entry,
            At = decision.At,
            RecordedAt = decision.At,
            Kind = EntryKind.Decision,
            Author = decision.By,
            CapturedBy = decision.By,
            Text = decision.Reason is { } reason ? $"{said}: {reason}" : said,
            ToldAs = IncidentKeys.Entry(view.Incident.Id, decision.Entry),
        };
    }

    private static string? IsSo(DecidedChange decided, ChangeVerdict verdict, string? reason) => verdict switch
    {
        ChangeVerdict.RuledOut when decided.IsRuledOut && decided.Verdict!.Reason == reason => "ruled out for that reason",
        ChangeVerdict.Likely when decided.IsLikely => "marked as the likely cause",
        ChangeVerdict.RolledBack when decided.RolledBack is not null => "marked as rolled back",
        ChangeVerdict.Considered when decided == DecidedChange.Nothing => "a suspect like any other; nothing was decided about it",
        _ => null,
    };
}

/// <summary>The form that asks why a change isn't the cause.</summary>
internal static class RuleOutForm
{
    /// <summary>Field: why.</summary>
    public const string Reason = "reason";

    /// <summary>Asks.</summary>
    public static Form Compose(IncidentId incident, string number) => new(
        ChangesFormIds.RuleOut, "Rule out a change", "Rule out", IncidentButtons.Of(incident, number),
        [
            new TextField(
                Reason, $"Why isn't it change {number}?", "One sentence, such as: it only touches the admin pages. It goes on record.",
                MaxLength: DecideOnChangeRules.LongestReason),
        ]);

    /// <summary>The form for the change that a button names.</summary>
    public static Opened Open(FormCall call) => DecideOnChangeRules.TryReadNumber(call.More, out _)
        ? Compose(call.Incident.Id, call.More)
        : Opened.Refused($"I don't know that change. To see them, type {CommandGrammar.Typed("changes")}.");
}
