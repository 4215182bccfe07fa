using IncidentBot.Changes.Decisions;

namespace IncidentBot.Changes;

/// <summary>The buttons about changes; the ids travel through the platform and come back, so they never change.</summary>
internal static class ChangesButtonIds
{
    /// <summary>Pulls the deploys again. Value: incident.</summary>
    public const string RefreshDeploys = "refresh_deploys";

    /// <summary>Looks 30 days back for this incident. Value: incident.</summary>
    public const string LookBack = "look_back_changes";

    /// <summary>Decides about a change. Value: <c>incident|verdict|number</c>.</summary>
    public const string Decide = "decide_on_change";

    /// <summary>Opens the form that asks why a change isn't the cause. Value: <c>incident|number</c>.</summary>
    public const string RuleOut = "rule_out_change";

    /// <summary>Says whether it was a change. Value: <c>incident|answer|number</c>.</summary>
    public const string AnswerCause = "answer_cause";

    /// <summary>Opens the form that asks which other change it was. Value: <c>incident|number</c>.</summary>
    public const string AskAnother = "ask_another_cause";

    /// <summary>Takes the moment at which a change went live as the time of mitigation. Value: <c>incident|fact|ticks</c>.</summary>
    public const string UseLiveTime = "use_live_time";
}

/// <summary>The forms about changes; the ids never change.</summary>
internal static class ChangesFormIds
{
    /// <summary>Rules a change out. Context: <c>incident|number</c>; field: reason.</summary>
    public const string RuleOut = "rule_out_change";

    /// <summary>Says which other change it was. Context: <c>incident|number</c>; field: change.</summary>
    public const string Another = "another_cause";
}
