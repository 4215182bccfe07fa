using System.Text.RegularExpressions;
using IncidentBot.Incidents;
using IncidentBot.Updates;

namespace IncidentBot.Host.Configuration;

/// <summary>Checks settings that each fit but may not make sense, alone or together.</summary>
internal static partial class SettingRules
{
    /// <exception cref="StopException">Something is wrong; every such thing is named.</exception>
    public static void Check(BotSettings settings)
    {
        var problems = Numbers(settings).Concat(Updates(settings.Updates)).Concat(Repositories(settings)).Concat(settings.IsLocal ? [] : Slack(settings)).ToList();
        if (settings.Store is { Provider: IncidentBot.Store.StoreProvider.SqlServer, ConnectionString: null })
            problems.Add("Store:ConnectionString is missing; SQL Server needs one, such as \"Server=db;Database=incidentbot;User Id=bot;Password=...;Encrypt=True;TrustServerCertificate=False\".");
        if (settings.Incidents.SeverityCriteria is { Count: > 0 } criteria && (criteria.Count != 4 || criteria.Any(words => string.IsNullOrWhiteSpace(words) || words.Length > 60)))
            problems.Add("Incidents:SeverityCriteria must be four short texts, for severity 1 to 4, such as [\"everyone is affected\", \"many are affected\", \"some are affected\", \"hardly anyone is affected\"]; each has at most 60 characters.");
        if (settings.Access.Responders is { } group && !UserGroup().IsMatch(group))
            problems.Add($"Access:Responders is \"{group}\", but must be the id of a Slack user group, such as S0123456789; it is in the group's menu under People.");
        foreach (var role in settings.Incidents.Roles.Where(word => !IncidentRole.TryRead(word, out var read) || read.Word != word || IncidentRole.Usual.Contains(read)))
            problems.Add($"Incidents:Roles has \"{role}\", but a role of your own is written in small letters, digits and hyphens, such as customer-liaison; commander, scribe and comms are there already.");
        if (settings.Incidents.Roles.Count > 10)
            problems.Add("Incidents:Roles has more than 10 roles; people choose among few of them in a hurry.");
        foreach (var admin in settings.Access.Admins.Where(id => !Member().IsMatch(id.Trim())))
            problems.Add($"Access:Admins has \"{admin}\", but must have the ids of Slack members, such as U0123456789; an id is in the member's profile under Copy member ID.");
        if (settings.Management.Urls is { } urls) Addresses.Read(urls, "Management:Urls");
        if (problems.Count > 0) throw StopException.WrongInput(string.Join(Environment.NewLine, problems));
    }

    private static IEnumerable<string> Slack(BotSettings settings)
    {
        var slack = settings.Slack;
        if (slack.BotToken is null)
            yield return "Slack:BotToken is missing; it is the bot user's token, xoxb-..., under OAuth & Permissions in the app's settings at Slack.";
        else if (!slack.BotToken.StartsWith("xoxb-", StringComparison.Ordinal))
            yield return $"Slack:BotToken is set to {TokenKind(slack.BotToken)}; the bot user's token begins with xoxb- and is under OAuth & Permissions.";
        if (!SettingValue.IsWebAddress(slack.ApiUrl))
            yield return $"Slack:ApiUrl is \"{slack.ApiUrl}\", but must be a web address, such as https://slack.com/api/.";
        if (slack.AppToken is null && slack.SigningSecret is null)
            yield return "Slack:SigningSecret is missing; it is what Slack signs its requests with, under Basic Information in the app's settings at Slack. Or set Slack:AppToken for Socket Mode, which needs none.";
        if (slack.AppToken is not null && !slack.AppToken.StartsWith("xapp-", StringComparison.Ordinal))
            yield return $"Slack:AppToken is set to {TokenKind(slack.AppToken)}; the app-level token begins with xapp- and is under Basic Information, App-Level Tokens.";
    }

    /// <summary>What a token is by its beginning (https://docs.slack.dev/authentication/tokens).</summary>
    private static string TokenKind(string token) => token.Split('-')[0] switch
    {
        "xoxb" => "a bot token (xoxb-)",
        "xoxp" => "a user token (xoxp-)",
        "xapp" => "an app-level token (xapp-)",
        "xoxe" or "xoxe.xoxb" or "xoxe.xoxp" => "a token that rotates (xoxe); turn token rotation off",
        "xoxa" or "xoxr" => "a workspace token of former times",
        _ => "a token of another kind",
    };

    private static IEnumerable<string> Numbers(BotSettings settings)
    {
        foreach (var (key, value, least, most) in new[]
        {
            ("Incidents:DefaultSeverity", settings.Incidents.DefaultSeverity, 1, 4),
            ("Incidents:ArchiveAfterDays", settings.Incidents.ArchiveAfterDays, 0, 365),
            ("Slack:SocketConnections", settings.Slack.SocketConnections, 1, 10),
            ("Deploys:WindowHours", settings.Deploys.WindowHours, 1, 720),
            ("Timeline:SweepMinutes", settings.Timeline.SweepMinutes, 1, 1440),
            ("Timeline:MaxFileMegabytes", settings.Timeline.MaxFileMegabytes, 0, 100),
            ("Timeline:MaxIncidentMegabytes", settings.Timeline.MaxIncidentMegabytes, 1, 2000),
            ("Delivery:LeaseSeconds", settings.Delivery.LeaseSeconds, 1, 600),
            ("Delivery:Parallelism", settings.Delivery.Parallelism, 1, 256),
            ("Delivery:SendParallelism", settings.Delivery.SendParallelism, 1, 256),
            ("Delivery:MaxAttempts", settings.Delivery.MaxAttempts, 1, 1000),
            ("Delivery:MaxBlockSeconds", settings.Delivery.MaxBlockSeconds, 1, 86_400),
            ("Delivery:KeepDoneDays", settings.Delivery.KeepDoneDays, 1, 3650),
            ("Delivery:KeepDeadDays", settings.Delivery.KeepDeadDays, settings.Delivery.KeepDoneDays, 3650),
            ("Delivery:SettleSeconds", settings.Delivery.SettleSeconds, 1, 600),
            ("Delivery:PollSeconds", settings.Delivery.PollSeconds, 1, 600),
            ("Delivery:StopSeconds", settings.Delivery.StopSeconds, 1, 25),
        })
        {
            if (value < least || value > most) yield return $"{key} is {value}, but must be from {least} to {most}.";
        }
    }

    private static IEnumerable<string> Updates(UpdateOptions updates)
    {
        foreach (var (severity, minutes) in new[] { (1, updates.Severity1Minutes), (2, updates.Severity2Minutes), (3, updates.Severity3Minutes), (4, updates.Severity4Minutes) })
        {
            if (minutes != 0 && minutes is < 5 or > 1440) yield return $"Updates:Severity{severity}Minutes is {minutes}, but must be from 5 to 1440, or 0 for no reminders.";
        }

        if (!string.IsNullOrWhiteSpace(updates.QuietHours) && !QuietHours.TryParse(updates.QuietHours, out _))
            yield return $"Updates:QuietHours is \"{updates.QuietHours}\", but must be two times with a hyphen between, such as 22:00-07:00, or blank for none.";
    }

    private static IEnumerable<string> Repositories(BotSettings settings) =>
        from service in settings.Catalogue.Services
        from repository in service.Value.Repositories
        where !Repository().IsMatch(repository)
        select $"Catalogue:Services:{service.Key}:Repositories has \"{repository}\", but a repository is written owner/name, such as acme/checkout.";

    [GeneratedRegex("^S[A-Z0-9]{2,30}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserGroup();

    [GeneratedRegex("^[UW][A-Z0-9]{2,30}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Member();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Repository();
}
