using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>
/// Ticks and unticks the boxes of the checklist. A platform sends all that a person sees ticked, not what they clicked, and what they
/// see may be a former state of the list: so only what has changed since they last clicked there, or since that state, counts.
/// </summary>
internal sealed class TickBoxes(ChecklistBoard board, ChecklistStore store)
{
    // Later than any click, and than what any platform makes of its time.
    private static readonly DateTimeOffset EndOfTime = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // No client shows a former state of the list for longer.
    private static readonly TimeSpan LongestShown = TimeSpan.FromDays(1);

    /// <summary>Does what the person clicked; what others have changed meanwhile stays.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, string more, BoxesChanged by, Work work, CancellationToken cancellationToken)
    {
        if (!BoxesShown.TryRead(more, out var shown))
            return Happened.Unreadable;
        if (await board.FindAsync(incident.Id, work, cancellationToken) is not { } checklist)
            return Happened.Refused($"{incident.Id} has no checklist.");

        var seen = await store.FindSeenAsync(work.Workspace, incident.Id, more, by.Who.Id, cancellationToken);
        // Delivered again, or overtaken: the later click was compared with what stood before this one, so this one is in it.
        if (seen?.At >= by.SaidAt)
            return Happened.Nothing;

        ChecklistStore.Forget(work.Batch, work.Workspace, incident.Id, work.Now - LongestShown);
        ChecklistStore.Remember(work.Batch, work.Workspace, incident.Id, more, by.Who.Id, new BoxesSeen(by.SaidAt, by.Ticked));
        var facts = TickBoxesRules.Decide(checklist, seen?.Ticked ?? shown.Ticked(checklist), by.Ticked, by.Who, by.At);
        ChecklistBoard.Write(work, incident, checklist, facts);
        return Happened.To(incident, facts);
    }

    /// <summary>The work is over: what each person ticked last is forgotten.</summary>
    public static Happened OnClosed(Incident incident, Work work)
    {
        ChecklistStore.Forget(work.Batch, work.Workspace, incident.Id, EndOfTime);
        return Happened.Nothing;
    }
}

/// <summary>Which steps a click has changed.</summary>
internal static class TickBoxesRules
{
    /// <summary>Decides on a click.</summary>
    /// <param name="checklist">The checklist as it stands.</param>
    /// <param name="before">The keys that were ticked before it, as its author saw them.</param>
    /// <param name="after">The keys that were ticked after it, as its author saw them.</param>
    /// <param name="by">Whose click.</param>
    /// <param name="at">When; UTC.</param>
    public static IReadOnlyList<StepFact> Decide(
        IncidentChecklist checklist, IReadOnlyList<string> before, IReadOnlyList<string> after, Person by, DateTimeOffset at)
    {
        var facts = new List<StepFact>();
        foreach (var step in checklist.Steps)
        {
            var isTicked = after.Contains(step.Key, StringComparer.Ordinal);
            if (isTicked == before.Contains(step.Key, StringComparer.Ordinal))
                continue;
            if (isTicked && step.State != StepState.Done)
                facts.Add(new StepTicked(by, at, step.Key));
            // Words that were given meanwhile are not thrown away by a click that took back a tick.
            else if (!isTicked && step is { State: StepState.Done, Answer: null })
                facts.Add(new StepUnticked(by, at, step.Key));
        }

        return facts;
    }
}

/// <summary>What a person ticked last in some boxes.</summary>
/// <param name="At">When they did, by the platform's clock; UTC.</param>
/// <param name="Ticked">The keys of all that they saw ticked then.</param>
internal sealed record BoxesSeen(DateTimeOffset At, IReadOnlyList<string> Ticked);

/// <summary>What boxes of the checklist carry behind the incident: which list, its version, and what it showed ticked.</summary>
/// <param name="List">A phase, or <see cref="OnTop"/>.</param>
/// <param name="Version">The checklist's version; with it each state of the list is another.</param>
/// <param name="Numbers">The numbers of the ticked steps.</param>
internal sealed record BoxesShown(string List, long Version, IReadOnlyList<int> Numbers)
{
    /// <summary>The list of the one step that stands on top.</summary>
    public const string OnTop = "first";

    // Longer than any list with all of its steps.
    private const int Longest = 150;

    /// <summary>Reads what boxes carry; false: it is none of the bot's own values.</summary>
    public static bool TryRead(string more, out BoxesShown shown)
    {
        shown = new BoxesShown(string.Empty, 0, []);
        if (more.Length > Longest || more.Split('|') is not [{ Length: > 0 } list, var typed, var ticked]
            || !long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return false;

        var numbers = new List<int>();
        foreach (var one in ticked.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;
            numbers.Add(number);
        }

        shown = new BoxesShown(list, version, numbers);
        return true;
    }

    /// <summary>What the boxes of these steps carry.</summary>
    public static string Of(IncidentChecklist checklist, string list, IReadOnlyList<ChecklistStep> steps) => IncidentButtons.Of(
        checklist.Incident,
        list,
        checklist.Version.ToString(CultureInfo.InvariantCulture),
        string.Join(
            ',', steps.Where(step => step.State == StepState.Done)
                .Select(step => checklist.NumberOf(step).ToString(CultureInfo.InvariantCulture))));

    /// <summary>The keys of the steps that were shown ticked.</summary>
    public IReadOnlyList<string> Ticked(IncidentChecklist checklist) =>
        [.. Numbers.Select(number => checklist.Find(number)?.Key).OfType<string>()];
}
