using System.Text.RegularExpressions;
using IncidentBot.Operating;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Setup;

/// <summary>Checks the Slack settings without calling Slack.</summary>
public static partial class SlackSettingRules
{
    /// <summary>The numbers under <c>Slack:</c>, each with its minimum and maximum.</summary>
    public static IEnumerable<(string Key, int Value, int Least, int Most)> Numbers(SlackOptions slack) =>
        [
            ("Slack:SocketConnections", slack.SocketConnections, 1, 10),
            ("Slack:MaxUnverifiedMegabytes", slack.MaxUnverifiedMegabytes, 6, 1024),
        ];

    /// <summary>What is wrong with the Slack settings, a sentence each; no secrets.</summary>
    public static IEnumerable<string> Problems(SlackOptions slack)
    {
        if (slack.BotToken is null)
            yield return "Slack:BotToken is missing; it is the bot user's token, xoxb-..., under OAuth & Permissions in the app's "
                + "settings at Slack.";
        else if (!slack.BotToken.StartsWith("xoxb-", StringComparison.Ordinal))
            yield return $"Slack:BotToken is set to {TokenKind(slack.BotToken)}; the bot user's token begins with xoxb- and is under "
                + "OAuth & Permissions.";
        if (!IsWebAddress(slack.ApiUrl))
            yield return $"Slack:ApiUrl is \"{slack.ApiUrl}\", but must be a web address, such as https://slack.com/api/.";
        if (slack.AppToken is null && slack.SigningSecret is null)
        {
            yield return "Slack:SigningSecret is missing; it is what Slack signs its requests with, under Basic Information in the "
                + "app's settings at Slack. "
                + "Or set Slack:AppToken to use Socket Mode, which does not need it.";
        }

        if (slack.SigningSecret is { } secret && !slack.UsesSockets && IsToken(secret.Trim()))
        {
            yield return $"Slack:SigningSecret is set to {TokenKind(secret.Trim())}; the signing secret is another value, under Basic "
                + "Information, App Credentials.";
        }

        if (slack.AppToken is not null && !slack.AppToken.StartsWith("xapp-", StringComparison.Ordinal))
        {
            yield return $"Slack:AppToken is set to {TokenKind(slack.AppToken)}; "
                + "the app-level token begins with xapp- and is under Basic Information, App-Level Tokens.";
        }
    }

    /// <summary>What is wrong with a setting that names a user group.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="id">What it says; null: nothing.</param>
    public static IEnumerable<string> GroupProblems(string key, string? id)
    {
        if (id is not null && !UserGroup().IsMatch(id))
            yield return $"{key} is \"{id}\", but must be the id of a Slack user group, such as S0123456789; "
                + "it is in the group's menu under People.";
    }

    /// <summary>What is wrong with a setting that names members.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="ids">What it says.</param>
    public static IEnumerable<string> MemberProblems(string key, IEnumerable<string> ids) =>
        from id in ids
        where !Member().IsMatch(id.Trim())
        select $"{key} has \"{id}\", but must have the ids of Slack members, such as U0123456789; "
            + "an id is in the member's profile under Copy member ID.";

    /// <summary>What is wrong with a setting that names a channel.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="id">What it says; null: nothing.</param>
    public static IEnumerable<string> ChannelProblems(string key, string? id)
    {
        if (id is not null && !Channel().IsMatch(id))
            yield return $"{key} is \"{id}\", but must be the id of a Slack channel, such as C0123456789; "
                + "it is at the end of the channel's details, under its name.";
    }

    /// <summary>How Slack's requests will arrive.</summary>
    /// <param name="area">What the finding is about.</param>
    /// <param name="slack">What is set.</param>
    public static Finding Mode(string area, SlackOptions slack)
    {
        if (!slack.UsesSockets)
            return CannotBeSlacks(slack)
                ? Finding.Broken(
                    area, "Slack:SigningSecret can't be one of Slack's, which have 32 digits 0-9 and a-f; every request will be refused.",
                    "Copy it again: https://api.slack.com/apps, the app, Basic Information, App Credentials, Signing Secret.")
                : Finding.Good(area, "Slack's requests come over HTTP and are verified with the signing secret.");
        var sentence =
            $"Slack's requests come over Socket Mode, {slack.SocketConnections} "
                + $"{(slack.SocketConnections == 1 ? "connection" : "connections")}.";
        return slack.SigningSecret is null
            ? Finding.Good(area, sentence)
            : Finding.Doubtful(
                area, sentence + " Slack:SigningSecret is also set, but not used.",
                "Remove Slack:SigningSecret, or remove Slack:AppToken to use HTTP.");
    }

    // Another address than Slack's own is a stand-in with secrets of its own.
    private static bool CannotBeSlacks(SlackOptions slack) =>
        slack.ApiAddress().Host is "slack.com" && slack.SigningSecrets().Any(secret => !SlacksSecret().IsMatch(secret));

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");

    // Read at every start, so not by a pattern: the matcher would be loaded only for this.
    private static bool IsToken(string secret) => secret.StartsWith("xapp-", StringComparison.Ordinal)
        || (secret.StartsWith("xox", StringComparison.Ordinal) && secret.Length > 3 && char.IsAsciiLetterLower(secret[3]));

    /// <summary>The kind of a token, by its prefix (https://docs.slack.dev/authentication/tokens).</summary>
    private static string TokenKind(string token) => token.Split('-')[0] switch
    {
        "xoxb" => "a bot token (xoxb-)",
        "xoxp" => "a user token (xoxp-)",
        "xapp" => "an app-level token (xapp-)",
        "xoxe" or "xoxe.xoxb" or "xoxe.xoxp" => "a token that rotates (xoxe); turn token rotation off",
        "xoxa" or "xoxr" => "a legacy workspace token",
        _ => "another kind of token",
    };

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SlacksSecret();

    [GeneratedRegex("^S[A-Z0-9]{2,30}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserGroup();

    [GeneratedRegex("^[CG][A-Z0-9]{2,30}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Channel();

    [GeneratedRegex("^[UW][A-Z0-9]{2,30}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Member();
}
