using System.Globalization;
using IncidentBot.Incidents;

namespace IncidentBot.Checklist;

/// <summary>An incident's checklist as it stands: its steps in order, and which phase is unfolded.</summary>
/// <param name="Incident">Whose it is.</param>
/// <param name="Version">Counts the writes; a write names the version that it decided on.</param>
/// <param name="Chosen">The phase that someone unfolded; null: the first with open steps is.</param>
/// <param name="Steps">In the order of the template.</param>
public sealed record IncidentChecklist(IncidentId Incident, long Version, Phase? Chosen, IReadOnlyList<ChecklistStep> Steps)
{
    /// <summary>The phase that is unfolded, where steps that nobody needs any more count as settled.</summary>
    /// <param name="status">The incident's status.</param>
    public Phase ShownAt(IncidentStatus status) =>
        Chosen ?? Steps.FirstOrDefault(step => step.IsWanted(status))?.Phase ?? Phase.Learn;

    /// <summary>The name under which a piece of work remembers what it has made of an incident's checklist.</summary>
    internal static string Record(IncidentId incident) => $"{incident}/checklist";

    /// <summary>The step of this key; null: there is none.</summary>
    public ChecklistStep? Find(string key) => Steps.FirstOrDefault(step => string.Equals(step.Key, key, StringComparison.Ordinal));

    /// <summary>The step of this number, counted from 1 through all phases; null: there is none.</summary>
    public ChecklistStep? Find(int number) => number >= 1 && number <= Steps.Count ? Steps[number - 1] : null;

    /// <summary>The step that a person means by its key or its number; null: there is none.</summary>
    public ChecklistStep? FindTyped(string typed) =>
        Find(typed.ToLowerInvariant()) ?? (
            int.TryParse(typed.TrimStart('#').TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Find(number)
                : null);

    /// <summary>A step's number, counted from 1 through all phases.</summary>
    public int NumberOf(ChecklistStep step) =>
        1 + Steps.TakeWhile(other => !string.Equals(other.Key, step.Key, StringComparison.Ordinal)).Count();

    /// <summary>A step with its number before it: <c>7. Can we mitigate now?</c></summary>
    internal string Numbered(ChecklistStep step) => string.Create(CultureInfo.InvariantCulture, $"{NumberOf(step)}. {step.Text}");

    /// <summary>The steps of one phase, in order.</summary>
    public IReadOnlyList<ChecklistStep> Of(Phase phase) => [.. Steps.Where(step => step.Phase == phase)];

    /// <summary>The checklist after this; a chosen phase that has nothing open any more gives way to the next.</summary>
    internal IncidentChecklist After(ChecklistFact fact) => fact switch
    {
        PhaseShown shown => this with { Version = Version + 1, Chosen = shown.Phase },
        StepFact step => With(step),
        _ => throw new InvalidOperationException($"A checklist knows no {fact.GetType().Name}."),
    };

    private IncidentChecklist With(StepFact fact)
    {
        var steps = Steps.Select(step => string.Equals(step.Key, fact.Step, StringComparison.Ordinal) ? fact.Apply(step) : step).ToList();
        var chosen = Chosen is { } phase ? steps.Find(step => step.Phase >= phase && step.State == StepState.Open)?.Phase : null;
        return this with { Version = Version + 1, Chosen = chosen, Steps = steps };
    }
}
