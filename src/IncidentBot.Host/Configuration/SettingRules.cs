using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Terminals;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Patterns;
using IncidentBot.Monitoring.Prometheus;
using IncidentBot.Postmortem.Templates;
using IncidentBot.Slack.Setup;
using IncidentBot.Updates;

namespace IncidentBot.Host.Configuration;

/// <summary>Checks settings that can be read but may not make sense, alone or together.</summary>
internal static class SettingRules
{
    /// <summary>Checks them, and adds what their files have: the catalogue's services, the templates of drafts.</summary>
    /// <param name="settings">What was read.</param>
    /// <param name="folder">Where the files are looked for; null: only where the settings say.</param>
    /// <exception cref="StopException">Something is wrong; the message names every problem.</exception>
    public static void Check(BotSettings settings, string? folder)
    {
        List<string> problems =
        [
            .. Numbers(settings),
            .. Updates(settings.Updates),
            .. settings.Audit.Problems(),
            .. settings.Suspicion.Problems(),
            .. BotRule.Problems(settings.Changes),
            .. settings.Changes.Bots.SelectMany(
                rule => SlackSettingRules.ChannelProblems($"Changes:Bots:{rule.Key}:Channel", rule.Value.Channel)),
            .. settings.EarlySigns.Problems(),
            .. settings.EarlySigns.Bots.SelectMany(
                bot => SlackSettingRules.ChannelProblems($"EarlySigns:Bots:{bot.Key}:Channel", bot.Value.Channel)),
            .. GitHubSettingRules.Problems(settings.GitHub, settings.Catalogue, settings.Changes),
            .. settings.Postmortem.Problems(),
            .. TemplateFiles.AddTo(settings.Postmortem, folder),
            .. settings.IsLocal ? [] : GitHubSettingRules.WriteProblems(settings.GitHub, settings.Postmortem),
            .. CatalogueFile.AddTo(settings.Catalogue, folder),
            .. PatternFile.AddTo(settings.Patterns, folder),
            .. settings.IsLocal && settings.Prometheus.Sources.Count == 0
                ? []
                : PrometheusSettingRules.Problems(settings.Prometheus, settings.Catalogue),
            .. settings.Actions.Problems(settings.Catalogue),
            .. settings.IsLocal ? [] : GitHubSettingRules.IssueProblems(settings.GitHub, settings.Actions),
            .. ReactionSettings.Problems(settings.Timeline.Reactions),
            .. settings.IsLocal ? [] : SlackSettingRules.Problems(settings.Slack),
        ];
        if (settings.Store is { Provider: IncidentBot.Store.StoreProvider.SqlServer, ConnectionString: null })
            problems.Add(
                "Store:ConnectionString is missing; SQL Server needs one, such as \"Server=db;Database=incidentbot;User "
                    + "Id=bot;Password=...;Encrypt=True;TrustServerCertificate=False\".");
        if (settings.Incidents.SeverityCriteria is { Count: > 0 } criteria
            && (criteria.Count != 4 || criteria.Any(words => string.IsNullOrWhiteSpace(words) || words.Length > 60)))
            problems.Add(
                "Incidents:SeverityCriteria must be four short texts, for severity 1 to 4, such as [\"everyone is affected\", \"many "
                    + "are affected\", \"some are affected\", \"hardly anyone is affected\"]; each has at most 60 characters.");
        problems.AddRange(SlackSettingRules.GroupProblems("Access:Responders", settings.Access.Responders));
        foreach (
            var role in settings.Incidents.Roles.Where(word => !IncidentRole.TryRead(word, out var read) || read.Word != word
                || IncidentRole.Usual.Contains(read)))
            problems.Add(
                $"Incidents:Roles has \"{role}\", but a role consists of lower-case letters, digits and hyphens, such as "
                    + "customer-liaison; commander, scribe and comms exist already.");
        if (settings.Incidents.Roles.Count > 10)
            problems.Add("Incidents:Roles has more than 10 roles; keep the list short, since people choose from it in a hurry.");
        problems.AddRange(SlackSettingRules.MemberProblems("Access:Admins", settings.Access.Admins));
        if (settings.Management.Urls is { } urls) Addresses.Read(urls, "Management:Urls");
        if (problems.Count > 0) throw StopException.WrongInput(string.Join(Environment.NewLine, problems));
    }

    private static IEnumerable<string> Numbers(BotSettings settings)
    {
        (string Key, int Value, int Least, int Most)[] numbers =
        [
            ("Incidents:DefaultSeverity", settings.Incidents.DefaultSeverity, 1, 4),
            ("Incidents:StartsPerMinute", settings.Incidents.StartsPerMinute, 1, 1000),
            ("Incidents:ArchiveAfterDays", settings.Incidents.ArchiveAfterDays, 0, 365),
            .. SlackSettingRules.Numbers(settings.Slack),
            ("Deploys:WindowHours", settings.Deploys.WindowHours, 1, 720),
            ("Changes:LookBackDays", settings.Changes.LookBackDays, 1, 90),
            ("Changes:PollMinutes", settings.Changes.PollMinutes, 0, 1440),
            ("StatusPages:PollMinutes", settings.StatusPages.PollMinutes, 0, 60),
            ("Timeline:SweepMinutes", settings.Timeline.SweepMinutes, 1, 1440),
            ("Timeline:MaxFileMegabytes", settings.Timeline.MaxFileMegabytes, 0, 100),
            ("Timeline:MaxIncidentMegabytes", settings.Timeline.MaxIncidentMegabytes, 1, 2000),
            ("Timeline:MaxStoreMegabytes", settings.Timeline.MaxStoreMegabytes, 1, 1_000_000),
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
        ];
        foreach (var (key, value, least, most) in numbers)
        {
            if (value < least || value > most) yield return $"{key} is {value}, but must be from {least} to {most}.";
        }
    }

    private static IEnumerable<string> Updates(UpdateOptions updates)
    {
        foreach (
            var (severity, minutes) in new[]
            {
                (1, updates.Severity1Minutes),
                (2, updates.Severity2Minutes),
                (3, updates.Severity3Minutes),
                (4, updates.Severity4Minutes),
            })
        {
            if (minutes != 0 && minutes is < 5 or > 1440)
                yield return $"Updates:Severity{severity}Minutes is {minutes}, but must be from 5 to 1440, or 0 for no reminders.";
        }

        if (!string.IsNullOrWhiteSpace(updates.QuietHours) && !QuietHours.TryParse(updates.QuietHours, out _))
            yield return $"Updates:QuietHours is \"{updates.QuietHours}\", but must be two times separated by a hyphen, such as "
                + "22:00-07:00, or blank for none.";
    }
}
