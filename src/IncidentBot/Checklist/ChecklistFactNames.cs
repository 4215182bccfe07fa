namespace IncidentBot.Checklist;

/// <summary>The stored names of what happens to checklists; a class may be renamed, its name here never changes.</summary>
internal static class ChecklistFactNames
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(StepTicked)] = "StepTicked",
        [typeof(StepUnticked)] = "StepUnticked",
        [typeof(StepSkipped)] = "StepSkipped",
        [typeof(StepAnswered)] = "StepAnswered",
        [typeof(StepAssigned)] = "StepAssigned",
        [typeof(StepHolderLeft)] = "StepHolderLeft",
        [typeof(PhaseShown)] = "PhaseShown",
    };

    /// <summary>The name under which a fact is stored.</summary>
    public static string Of(ChecklistFact fact) => Names[fact.GetType()];
}
