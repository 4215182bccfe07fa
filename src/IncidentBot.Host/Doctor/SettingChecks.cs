using IncidentBot.Host.Configuration;

namespace IncidentBot.Host.Doctor;

/// <summary>What the settings make of the bot.</summary>
internal static class SettingChecks
{
    /// <summary>One finding for each wrong setting.</summary>
    public static IReadOnlyList<Finding> Wrong(StopException problems) =>
        [.. problems.Message.Split(Environment.NewLine).Select(problem => Finding.Broken("Settings", problem))];

    /// <summary>How the bot is going to run.</summary>
    public static Finding Mode(BotSettings settings)
    {
        const string Area = "Settings";
        if (settings.IsLocal)
            return new Finding(Area, Verdict.Ok, "Nothing is set under Slack: the bot runs with a local Slack of its own.", "For a real workspace see \"Connect Slack\" in the README.");
        var slack = settings.Slack;
        if (!slack.UsesSockets) return Finding.Good(Area, "Slack's requests come over HTTP and are verified by the signing secret.");
        var sentence = $"Slack's requests come over Socket Mode, {slack.SocketConnections} {(slack.SocketConnections == 1 ? "connection" : "connections")}.";
        return slack.SigningSecret is null
            ? Finding.Good(Area, sentence)
            : Finding.Doubtful(Area, sentence + " Slack:SigningSecret is set as well and not used.", "Remove Slack:SigningSecret, or remove Slack:AppToken to use HTTP.");
    }
}
