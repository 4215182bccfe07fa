using IncidentBot.Operating;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Setup;

/// <summary>Checks that Slack accepts the tokens, what they may do, and that the bot is in the channels it posts to.</summary>
internal sealed class SlackChecks(SlackInspector inspector, PeopleChecks people, CardChecks cards, SlackOptions slack)
{
    private const string Reinstall = "then Reinstall to Workspace at the top of the same page.";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var app = AppTokenAsync(cancellationToken);
        var token = await inspector.AskBotTokenAsync(cancellationToken);
        List<Finding> findings = [BotToken(token), .. await app];
        if (token.Refusal is not null) return findings;

        findings.Add(Scopes(token.Scopes));
        if (token.ClockAhead is { } ahead) findings.Add(ClockSkew.Judge(ahead, isSigned: !slack.UsesSockets));
        foreach (var channel in slack.AnnounceChannels())
        {
            findings.Add(
                await ChannelAsync(
                    "Announcements", "Slack:AnnounceChannel", channel, "New incidents are not announced anywhere.", cancellationToken));
        }

        findings.Add(
            await ChannelAsync(
                "Admin channel", "Slack:AdminChannel", slack.AdminChannel, "Nobody is told about work that the bot gives up on.",
                cancellationToken));
        findings.AddRange(await people.RunAsync(cancellationToken));
        findings.AddRange(await cards.RunAsync(cancellationToken));
        return findings;
    }

    private static Finding BotToken(BotTokenReport token) => token.Refusal is { } refusal
        ? Finding.Broken("Bot token", refusal)
        : Finding.Good("Bot token", $"Slack accepts it: @{token.Name} in the workspace {token.Team} ({token.TeamId}).");

    private async Task<IReadOnlyList<Finding>> AppTokenAsync(CancellationToken cancellationToken)
    {
        if (!slack.UsesSockets) return [];
        return await inspector.AskAppTokenAsync(cancellationToken) is { } refusal
            ? [Finding.Broken("App token", refusal)]
            : [Finding.Good("App token", "Slack accepts it, and Socket Mode is on.")];
    }

    private static Finding Scopes(IReadOnlyList<string>? granted)
    {
        const string Area = "Scopes";
        if (granted is null) return Finding.Doubtful(Area, "Slack did not say which scopes the token has.");
        var missing = SlackManifest.Scopes.Except(granted, StringComparer.Ordinal).ToList();
        if (missing.Count == 0) return Finding.Good(Area, $"All {SlackManifest.Scopes.Count} scopes that the bot needs are granted.");
        var needs = string.Join("; ", missing.Select(scope => $"{scope} for {string.Join(", ", SlackManifest.NeedersOf(scope))}"));
        return Finding.Broken(
            Area, $"Missing: {needs}.",
            $"At https://api.slack.com/apps, OAuth & Permissions, Bot Token Scopes, add {string.Join(", ", missing)}; {Reinstall}");
    }

    private async Task<Finding> ChannelAsync(string area, string key, string? channel, string without, CancellationToken cancellationToken)
    {
        if (channel is null) return new Finding(area, Verdict.Ok, $"{key} is not set. {without}");
        var report = await inspector.AskChannelAsync(channel, cancellationToken);
        var name = report.Name is null ? channel : "#" + report.Name;
        return report switch
        {
            { Refusal: { } refusal } => Finding.Broken(area, refusal, $"Check {key}."),
            { Exists: false } => Finding.Broken(
                area, $"The bot can't see a channel {channel}.",
                $"Check {key}; if the channel is private, type /invite @IncidentBot in it."),
            { IsArchived: true } => Finding.Broken(area, $"{name} is archived.", $"Unarchive it, or set another in {key}."),
            { IsMember: false } => Finding.Broken(area, $"The bot is not in {name}.", $"Type /invite @IncidentBot in {name}."),
            _ => Finding.Good(area, $"The bot is in {name}."),
        };
    }
}
