namespace IncidentBot.Postmortem.Questions;

/// <summary>The buttons about what a draft asks; the ids travel through the platform and come back, so they never change.</summary>
internal static class QuestionsButtonIds
{
    /// <summary>Asks all open questions, once. Value: incident.</summary>
    public const string Ask = "ask_draft_questions";

    /// <summary>Opens the form in which they are answered. Value: incident.</summary>
    public const string Answer = "answer_draft_questions";

    /// <summary>Confirms a time that the record suggests. Value: incident, milestone, ticks.</summary>
    public const string ConfirmTime = "confirm_suggested_time";
}

/// <summary>The forms about what a draft asks; the ids never change.</summary>
internal static class QuestionsFormIds
{
    /// <summary>Answers the open questions. Context: incident; fields: the keys of the questions.</summary>
    public const string Answer = "answer_draft_questions";
}
