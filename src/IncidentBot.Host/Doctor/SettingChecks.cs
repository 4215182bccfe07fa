using IncidentBot.Catalogue;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Operating;
using IncidentBot.Slack.Setup;

namespace IncidentBot.Host.Doctor;

/// <summary>Reports on the settings.</summary>
internal static class SettingChecks
{
    /// <summary>One finding for each wrong setting.</summary>
    public static IReadOnlyList<Finding> Wrong(StopException problems) =>
        [.. problems.Message.Split(Environment.NewLine).Select(problem => Finding.Broken("Settings", problem))];

    /// <summary>One finding for each setting that can be right but probably isn't.</summary>
    public static IReadOnlyList<Finding> Doubtful(BotSettings settings) =>
        [
            .. ReactionSettings.Doubts(settings.Timeline.Reactions).Concat(CatalogueFile.Doubts(settings.Catalogue))
                .Select(doubt => Finding.Doubtful("Settings", doubt)),
        ];

    /// <summary>Which mode the bot will run in.</summary>
    public static Finding Mode(BotSettings settings)
    {
        const string Area = "Settings";
        if (settings.IsLocal)
            return new Finding(
                Area, Verdict.Ok, "Nothing is set under Slack, so the bot runs in local mode, with a simulated Slack.",
                "For a real workspace see \"Connect Slack\" in the README.");
        return SlackSettingRules.Mode(Area, settings.Slack);
    }
}
