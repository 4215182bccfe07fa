using System.Text.RegularExpressions;
using IncidentBot.Catalogue;

namespace IncidentBot.Actions;

/// <summary>What becomes of action items; the section <c>Actions</c> of the configuration.</summary>
public sealed partial class ActionsOptions
{
    /// <summary>The longest label of an issue, in characters.</summary>
    private const int LongestLabel = 50;

    /// <summary>When issues are made of action items. Default: never.</summary>
    public IssueMaking Issues { get; set; }

    /// <summary>
    /// The repository that issues go to, as <c>owner/name</c>; null or blank: the first repository of the incident's first service in the
    /// catalogue.
    /// </summary>
    public string? IssueRepository { get; set; }

    /// <summary>
    /// The repository for issues of private incidents, as <c>owner/name</c>; null or blank, the default: they get none. Whoever may read
    /// the repository reads their words there.
    /// </summary>
    public string? PrivateIssueRepository { get; set; }

    /// <summary>The labels of the issues, at most ten; empty: <c>incident-action</c>.</summary>
    public IList<string> IssueLabels { get; set; } = [];

    /// <summary>The logins at GitHub of people, by their ids in the chat, so that their issues are assigned to them.</summary>
    public IDictionary<string, string> GitHubLogins { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How often open issues are asked for, in minutes, 5 to 1440; 0: never. Default 60.</summary>
    public int PollMinutes { get; set; } = 60;

    /// <summary>On which day owners are told of what is overdue. Default: Monday.</summary>
    public ReminderDay ReminderDay { get; set; } = ReminderDay.Monday;

    /// <summary>At which hour of that day, by the owner's clock; 0 to 23, default 9.</summary>
    public int ReminderHour { get; set; } = 9;

    /// <summary>On which day owners are told; null: never.</summary>
    internal DayOfWeek? Weekday => ReminderDay == ReminderDay.Never ? null : (DayOfWeek)((int)ReminderDay % 7);

    /// <summary>The labels that count.</summary>
    internal IReadOnlyList<string> Labels => IssueLabels.Count > 0 ? [.. IssueLabels.Select(label => label.Trim())] : ["incident-action"];

    /// <summary>The repositories that issues may go to, each once.</summary>
    /// <param name="catalogue">The services with their repositories.</param>
    public IEnumerable<string> Repositories(CatalogueOptions catalogue) =>
        new[] { IssueRepository, PrivateIssueRepository }
            .Concat(string.IsNullOrWhiteSpace(IssueRepository)
                ? catalogue.Services.Values.Select(service => service.Repositories.FirstOrDefault())
                : [])
            .Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => name!.Trim())
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the settings, a sentence each.</summary>
    /// <param name="catalogue">The services with their repositories.</param>
    public IEnumerable<string> Problems(CatalogueOptions catalogue)
    {
        foreach (var (key, name) in new[] { ("IssueRepository", IssueRepository), ("PrivateIssueRepository", PrivateIssueRepository) })
        {
            if (!string.IsNullOrWhiteSpace(name) && !IsRepository(name.Trim()))
                yield return $"Actions:{key} is \"{name}\", but a repository is written owner/name, such as acme/checkout.";
        }

        if (Issues != IssueMaking.Off && string.IsNullOrWhiteSpace(IssueRepository)
            && catalogue.Services.Values.All(service => service.Repositories.Count == 0))
            yield return "Actions:Issues is on, but there is no repository for issues: set Actions:IssueRepository, such as acme/checkout, "
                + "or add repositories to Catalogue:Services.";
        if (IssueLabels.Count > 10)
            yield return "Actions:IssueLabels has more than 10 labels; leave some out.";
        foreach (var label in IssueLabels.Where(label => string.IsNullOrWhiteSpace(label) || label.Trim().Length > LongestLabel))
            yield return $"Actions:IssueLabels has \"{label}\", but a label has 1 to {LongestLabel} characters, such as incident-action.";
        foreach (var (person, login) in GitHubLogins.Where(one => !Login().IsMatch(one.Value)))
            yield return $"Actions:GitHubLogins:{person} is \"{login}\", but a login at GitHub has letters, digits and hyphens, such as "
                + "maya-chen.";
        if (PollMinutes != 0 && PollMinutes is < 5 or > 1440)
            yield return $"Actions:PollMinutes is {PollMinutes}, but must be from 5 to 1440, or 0 for never.";
        if (ReminderHour is < 0 or > 23)
            yield return $"Actions:ReminderHour is {ReminderHour}, but must be an hour from 0 to 23, such as 9.";
    }

    /// <summary>Whether the button that makes an issue is shown.</summary>
    internal bool CanMakeIssue(ActionItem item) =>
        Issues != IssueMaking.Off && item is { State: ActionState.Open, IsRemoved: false, Issue: null or { IsRefused: true } };

    /// <summary>The first repository that the catalogue has for these services; null: none.</summary>
    internal static string? RepositoryOf(IReadOnlyList<string> services, CatalogueOptions catalogue) =>
        services.SelectMany(name => catalogue.Find(name)?.Repositories ?? []).FirstOrDefault();

    private static bool IsRepository(string name) => Repository().IsMatch(name);

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Repository();

    [GeneratedRegex(
        "^[a-zA-Z0-9][a-zA-Z0-9-]{0,38}(\\[bot\\])?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Login();
}

/// <summary>On which day of the week owners are told of what is overdue.</summary>
public enum ReminderDay
{
    /// <summary>They are never told.</summary>
    Never,

    /// <summary>On Mondays.</summary>
    Monday,

    /// <summary>On Tuesdays.</summary>
    Tuesday,

    /// <summary>On Wednesdays.</summary>
    Wednesday,

    /// <summary>On Thursdays.</summary>
    Thursday,

    /// <summary>On Fridays.</summary>
    Friday,

    /// <summary>On Saturdays.</summary>
    Saturday,

    /// <summary>On Sundays.</summary>
    Sunday,
}

/// <summary>When issues are made of action items.</summary>
public enum IssueMaking
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>When somebody presses the button.</summary>
    OnRequest,

    /// <summary>Of every action item, as soon as it is made.</summary>
    Always,
}
