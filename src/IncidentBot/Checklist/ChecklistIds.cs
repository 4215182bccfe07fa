namespace IncidentBot.Checklist;

/// <summary>The buttons of the checklist; the ids travel through the platform and come back, so they never change.</summary>
public static class ChecklistButtonIds
{
    /// <summary>Ticks a step. Value: <c>incident|step</c>.</summary>
    public const string TickStep = "tick_step";

    /// <summary>Takes a tick or a skip back. Value: <c>incident|step</c>.</summary>
    public const string UntickStep = "untick_step";

    /// <summary>Opens the form that asks for the reason to skip. Value: <c>incident|step</c>.</summary>
    public const string SkipStep = "skip_step";

    /// <summary>Opens the form for an assess question. Value: <c>incident|step</c>.</summary>
    public const string AnswerStep = "answer_step";

    /// <summary>Says what helps with a step. Value: <c>incident|#number</c>, since a menu has little room.</summary>
    public const string HintStep = "hint_step";

    /// <summary>The presser does a step. Value: as <see cref="HintStep"/>.</summary>
    public const string TakeStep = "take_step";

    /// <summary>Opens the form that asks who does a step. Value: as <see cref="HintStep"/>.</summary>
    public const string AssignStep = "assign_step";

    /// <summary>Nobody does a step any more. Value: as <see cref="HintStep"/>.</summary>
    public const string FreeStep = "free_step";

    /// <summary>Unfolds a phase of the checklist. Value: <c>incident|phase</c>.</summary>
    public const string ShowPhase = "show_phase";

    /// <summary>Boxes that tick and untick steps. Value: <c>incident|list|version|ticked numbers</c>.</summary>
    public const string TickBoxes = "tick_boxes";

    /// <summary>Says what helps with each step of a phase. Value: <c>incident|phase</c>.</summary>
    public const string HintPhase = "hint_phase";

    /// <summary>Opens the form that asks which step of a phase to assign, and to whom. Value: <c>incident|phase</c>.</summary>
    public const string AssignOne = "assign_one_step";

    /// <summary>Opens the form that asks which step of a phase to skip, and why. Value: <c>incident|phase</c>.</summary>
    public const string SkipOne = "skip_one_step";

    /// <summary>Opens the form that asks which settled step of a phase to open again. Value: <c>incident|phase</c>.</summary>
    public const string ReopenOne = "reopen_one_step";
}

/// <summary>The forms of the checklist; the ids never change.</summary>
internal static class ChecklistFormIds
{
    /// <summary>Answers an assess question. Context: <c>incident|step</c>; field: answer.</summary>
    public const string AnswerStep = "answer_step";

    /// <summary>Skips a step. Context: <c>incident|step</c>; field: reason.</summary>
    public const string SkipStep = "skip_step";

    /// <summary>Says who does a step. Context: <c>incident|step</c>; field: person.</summary>
    public const string AssignStep = "assign_step";

    /// <summary>Answers the questions of a phase. Context: <c>incident|phase</c>; fields: answer_1 and so on.</summary>
    public const string AnswerQuestions = "answer_questions";

    /// <summary>Says who does a step of a phase. Context: <c>incident|phase</c>; fields: step, person.</summary>
    public const string AssignOne = "assign_one_step";

    /// <summary>Skips a step of a phase. Context: <c>incident|phase</c>; fields: step, reason.</summary>
    public const string SkipOne = "skip_one_step";

    /// <summary>Opens a settled step of a phase again. Context: <c>incident|phase</c>; field: step.</summary>
    public const string ReopenOne = "reopen_one_step";
}
