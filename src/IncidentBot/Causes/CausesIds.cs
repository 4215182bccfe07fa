namespace IncidentBot.Causes;

/// <summary>The buttons of whys and factors; the ids travel through the platform and come back, so they never change.</summary>
internal static class CausesButtonIds
{
    /// <summary>Shows a page of the whys and factors. Value: <c>incident|page</c>.</summary>
    public const string Show = "show_causes";

    /// <summary>Opens the form that adds a why. Value: <c>incident</c>, or <c>incident|number</c> of the why that it goes under.</summary>
    public const string AddWhy = "add_why";

    /// <summary>
    /// Opens the form that adds a contributing factor. Value: <c>incident</c>, or <c>incident|number</c> of the factor that it goes under.
    /// </summary>
    public const string AddFactor = "add_factor";

    /// <summary>Opens the form that adds evidence. Value: <c>incident</c>, or <c>incident|number</c> of what it speaks for.</summary>
    public const string AddEvidence = "add_cause_evidence";

    /// <summary>Opens the form that changes a why or factor. Value: <c>incident|number</c>.</summary>
    public const string Edit = "edit_cause";

    /// <summary>Takes a why or factor back. Value: <c>incident|number</c>.</summary>
    public const string Withdraw = "withdraw_cause";
}

/// <summary>The forms of whys and factors; the ids never change.</summary>
internal static class CausesFormIds
{
    /// <summary>Adds a why. Context: incident; fields: text, under, category, evidence.</summary>
    public const string AddWhy = "add_why";

    /// <summary>Adds a contributing factor. Context: incident; fields: text, under, category, evidence.</summary>
    public const string AddFactor = "add_factor";

    /// <summary>Adds evidence. Context: <c>incident</c> or <c>incident|number</c>; fields: cause, evidence.</summary>
    public const string AddEvidence = "add_cause_evidence";

    /// <summary>Changes a why or factor. Context: <c>incident|number|version</c>; fields: text, category.</summary>
    public const string Edit = "edit_cause";
}
