using IncidentBot.Language.Blameless;

namespace IncidentBot.Actions;

/// <summary>What an action item lacks to be likely to get done: gentle hints, which keep nobody from anything.</summary>
internal static class ActionFindings
{
    /// <summary>Nobody can tell when it is done.</summary>
    public const string Vague = "action-vague";

    /// <summary>Nobody does it.</summary>
    public const string NoOwner = "action-no-owner";

    /// <summary>There is no day by which it is done.</summary>
    public const string NoDate = "action-no-date";

    /// <summary>Nobody can see that it is done.</summary>
    public const string NoDoneWhen = "action-no-done-when";

    /// <summary>What it lacks, the weightiest first; empty: nothing, or it is settled.</summary>
    public static IReadOnlyList<ActionFinding> Of(ActionItem item)
    {
        if (item.State != ActionState.Open)
            return [];

        var findings = new List<ActionFinding>();
        if (!item.IsRemoved && ActionWording.IsVague(item.Terms.Text))
            findings.Add(new ActionFinding(
                Vague, "Say what will be different: which check, limit or page, and in which service. “Alert when the pool is over 80 % "
                    + "for 5 min” is done one day; “improve monitoring” never is."));
        if (item.Terms.Owner is null)
            findings.Add(new ActionFinding(NoOwner, "Name one person who does it; what belongs to a team belongs to nobody."));
        if (item.Terms.Due is null)
            findings.Add(new ActionFinding(NoDate, "Set a day, even a far one: a date can be moved, “soon” can't be missed."));
        if (item.Terms.DoneWhen is null)
            findings.Add(new ActionFinding(
                NoDoneWhen, "Say what anyone can see once it's done, such as “the test fails on the old version”."));
        return findings;
    }
}

/// <summary>Something that an action item lacks.</summary>
/// <param name="Rule">The rule's name, such as <c>action-vague</c>.</param>
/// <param name="Hint">What to write, in one or two sentences.</param>
internal sealed record ActionFinding(string Rule, string Hint);

/// <summary>What is asked of all action items of an incident together.</summary>
internal static class ActionRules
{
    /// <summary>
    /// Whether an incident of severity 1 or 2 has no systemic fix among its action items, done or to be done: then only people's attention
    /// stands between it and the next one.
    /// </summary>
    /// <param name="severity">1 (worst) to 4.</param>
    /// <param name="items">All action items of the incident.</param>
    public static bool LacksSystemicFix(int severity, IEnumerable<ActionItem> items) =>
        severity <= 2 && !items.Any(item => item is { State: not ActionState.Dropped, Terms.Kind: ActionKind.SystemicFix });
}
