namespace IncidentBot.Investigation.Hypotheses;

/// <summary>The buttons of hypotheses; the ids travel through the platform and come back, so they never change.</summary>
internal static class HypothesesButtonIds
{
    /// <summary>Opens the form that says more of a hypothesis. Value: <c>incident|number</c>.</summary>
    public const string Specify = "specify_hypothesis";

    /// <summary>Begins the test of a hypothesis, or joins it. Value: <c>incident|number</c>.</summary>
    public const string Test = "test_hypothesis";

    /// <summary>Opens the form that says what came of a test. Value: <c>incident|number</c>.</summary>
    public const string Settle = "settle_hypothesis";

    /// <summary>Opens the form that says why a hypothesis is open again. Value: <c>incident|number</c>.</summary>
    public const string Reopen = "reopen_hypothesis";

    /// <summary>Opens the form that says how to make it happen again, and takes the result. Value: <c>incident|number</c>.</summary>
    public const string Reproduce = "reproduce_hypothesis";

    /// <summary>Gives a hypothesis another place. Value: <c>incident|number|place</c>.</summary>
    public const string Place = "place_hypothesis";
}

/// <summary>The forms of hypotheses; the ids never change.</summary>
internal static class HypothesesFormIds
{
    /// <summary>
    /// States a hypothesis. Context: <c>incident</c>, <c>incident|message|channel|id</c> or <c>incident|change|number</c>; fields: text,
    /// component, change, observed, confirms, rules_out.
    /// </summary>
    public const string State = "state_hypothesis";

    /// <summary>Says more of a hypothesis. Context: <c>incident|number|version</c>; fields: as <see cref="State"/>.</summary>
    public const string Specify = "specify_hypothesis";

    /// <summary>Says what came of a test. Context: <c>incident|number</c>; fields: result, reason, evidence.</summary>
    public const string Settle = "settle_hypothesis";

    /// <summary>Opens a hypothesis again. Context: <c>incident|number</c>; field: reason.</summary>
    public const string Reopen = "reopen_hypothesis";

    /// <summary>Says what came of an attempt to make it happen again. Context: <c>incident|number</c>; fields: kind, result, reason,
    /// evidence.</summary>
    public const string Reproduce = "reproduce_hypothesis";
}
