namespace IncidentBot.Language.Blameless.Findings;

/// <summary>The names of the rules, and why each of them finds what it finds.</summary>
internal static class Rules
{
    public const string Person = "blame-person", Team = "blame-team", HumanError = "blame-human-error", ShouldHave = "blame-should-have",
        Counterfactual = "blame-counterfactual", Competence = "blame-competence", Hindsight = "blame-hindsight", Sarcasm = "blame-sarcasm",
        CauseInTimeline = "cause-in-timeline", ActionVague = "action-vague", ActionNoOwner = "action-no-owner",
            ActionNoDate = "action-no-date";

    /// <summary>One plain sentence that says what is wrong with the words.</summary>
    public static string WhyOf(string rule) => rule switch
    {
        Person => "It names a person as the one who failed; others would have done the same in the same place.",
        Team => "It names a team or a supplier as the one who failed; say what was missing between the systems or the teams.",
        HumanError => "Human error is where the questions begin, not a cause.",
        ShouldHave => "It says what people should have done; it doesn't say why what they did made sense to them.",
        Counterfactual => "It tells a story that didn't happen; what did happen is what can be changed.",
        Competence => "It judges people; being more careful is no safeguard.",
        Hindsight => "It looks clear only now that the end is known.",
        Sarcasm => "It blames between the lines, and whoever is meant will hear it.",
        CauseInTimeline => "A timeline says what happened and when; causes belong in the analysis.",
        ActionVague => "Nobody can tell when it's done.",
        ActionNoOwner => "Nobody is named who will do it.",
        _ => "There is no date by which it will be done.",
    };

    /// <summary>Which of several findings of one sentence is told: the one with the highest weight.</summary>
    public static int WeightOf(string rule) => rule switch
    {
        Person => 100,
        Team => 95,
        HumanError => 80,
        ShouldHave => 75,
        Counterfactual => 90,
        Competence => 65,
        Hindsight => 60,
        Sarcasm => 55,
        CauseInTimeline => 20,
        ActionVague => 12,
        ActionNoOwner => 11,
        _ => 10,
    };
}
