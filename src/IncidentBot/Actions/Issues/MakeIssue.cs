using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Actions.Issues;

/// <summary>
/// Makes the issue of an action item once. The tracker is asked in the row's turn, before anything is written: a crash in between has the
/// row worked again, and the tracker finds by the marker what it made.
/// </summary>
internal sealed class MakeIssue(
    ActionStore store, IncidentStore incidents, ActionBoard board, IEnumerable<IIssueTracker> trackers, IssuePolls polls,
    ActionsOptions options)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<IssueToMake> Kind = new("own/make-issue", static () => IssuesJson.Default.IssueToMake);

    // Over about a day and a half.
    private const int MostTries = 15;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The work that makes it.</summary>
    public static FollowUp Later(IncidentId incident, int action, string workKey) =>
        Kind.Later($"{workKey}/make-issue", Conversation(incident, action), new IssueToMake(incident.Number, action, 1));

    /// <summary>Makes it, or tries again later; again changes nothing.</summary>
    public async Task<Happened> HandleAsync(IssueToMake asked, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(asked.Incident);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { } incident
            || await store.FindAsync(work.Workspace, id, asked.Action, cancellationToken) is not { Issue: { IsWaiting: true } issue } item)
            return Happened.Nothing;

        // An incident may have become private, and words may have been removed, since it was asked for.
        var outcome = Refuse(incident, item, issue) is { } refused ? refused
            : trackers.FirstOrDefault() is not { } tracker ? new IssueImpossible("No issue tracker is set up.")
            : await tracker.MakeAsync(IssueText.Of(incident, item, issue.Repository, options), cancellationToken);
        if (MakeIssueRules.Decide(item, outcome, asked.Try >= MostTries, work.Now) is { } fact)
            return Save(incident, item, fact, work);

        work.Then(Kind.Later(
            string.Create(CultureInfo.InvariantCulture, $"{id}/make-issue/{asked.Action}/{issue.AskedAt.UtcTicks}/{asked.Try + 1}"),
            Conversation(id, asked.Action), asked with { Try = asked.Try + 1 },
            work.Now + Pause(asked.Try, ((IssueLater)outcome).RetryAfter)));
        return Happened.Nothing;
    }

    private Happened Save(Incident incident, ActionItem item, ActionFact fact, Work work)
    {
        var now = ActionStore.Save(work.Batch, work.Workspace, incident.Id, item, fact);
        board.Refresh(work, incident, now);
        if (fact is IssueMade)
            polls.Plan(work);
        return Happened.To(incident, fact);
    }

    private IssueImpossible? Refuse(Incident incident, ActionItem item, ActionIssue issue)
    {
        if (item.IsRemoved)
            return new IssueImpossible("No issue was made, since its words were removed.");

        return incident.Visibility == Visibility.Private
            && !string.Equals(issue.Repository, options.PrivateIssueRepository?.Trim(), StringComparison.OrdinalIgnoreCase)
            ? new IssueImpossible("No issue was made, since the incident is private.")
            : null;
    }

    private static TimeSpan Pause(int tries, TimeSpan? asked)
    {
        var pause = First * Math.Pow(2, tries - 1);
        pause = pause < Longest ? pause : Longest;
        return asked > pause ? asked.Value : pause;
    }

    private static string Conversation(IncidentId incident, int action) =>
        string.Create(CultureInfo.InvariantCulture, $"{incident}/issue/{action}");
}

/// <summary>What comes of an attempt to make an issue.</summary>
internal static class MakeIssueRules
{
    /// <summary>Decides; null: it is to be tried again.</summary>
    /// <param name="item">The action item.</param>
    /// <param name="outcome">How the attempt ended.</param>
    /// <param name="isLast">Whether it was the last.</param>
    /// <param name="now">When; UTC.</param>
    public static ActionFact? Decide(ActionItem item, IssueOutcome outcome, bool isLast, DateTimeOffset now) => outcome switch
    {
        IssueExists made => new IssueMade(now, item.Number, made.Number, made.Address, made.Without),
        IssueImpossible no => new IssueRefused(now, item.Number, no.Sentence),
        IssueLater later when isLast => new IssueRefused(
            now, item.Number, $"No issue was made after many tries: {later.Sentence} Look whether it's there, then ask for it again."),
        _ => null,
    };
}

/// <summary>What an issue says of an action item.</summary>
internal static class IssueText
{
    private const int LongestTitle = 200;

    /// <summary>The issue that is wanted.</summary>
    public static IssueWanted Of(Incident incident, ActionItem item, string repository, ActionsOptions options)
    {
        var terms = item.Terms;
        List<IssueLine> lines = [new("Action", terms.Text)];
        if (terms.DoneWhen is { } done)
            lines.Add(new IssueLine("Done when", done));
        if (terms.Owner is { } owner)
            lines.Add(new IssueLine("Owner", owner.Name));
        if (terms.Due is { } due)
            lines.Add(new IssueLine("Due", DueDay.Say(due)));
        if (terms.Kind is { } kind)
            lines.Add(new IssueLine("Kind", Words.Title(kind)));
        if (terms.Horizon is { } horizon)
            lines.Add(new IssueLine("Horizon", Words.Title(horizon)));
        lines.Add(new IssueLine("Incident", $"{incident.Id}: {incident.Title}"));
        if (item.Permalink is { } evidence)
            lines.Add(new IssueLine("From", "the message in the chat", evidence));

        return new IssueWanted(
            repository, $"{incident.Workspace}/{incident.Id}/{ActionCard.Number(item)}", item.OpenedAt,
            $"{OneLine.Of(terms.Text, LongestTitle)} ({incident.Id})", lines, options.Labels)
        {
            Assignee = terms.Owner is { } person && options.GitHubLogins.TryGetValue(person.Id.Value, out var login) ? login : null,
        };
    }
}

/// <summary>An issue to be made.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Action">The action item's number.</param>
/// <param name="Try">1 for the first attempt.</param>
internal sealed record IssueToMake(int Incident, int Action, int Try);

/// <summary>An issue that has moved.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Action">The action item's number.</param>
/// <param name="IsClosed">Whether it is closed.</param>
/// <param name="IsDone">Whether it was closed as done.</param>
/// <param name="By">Who did it, by login; null: not said.</param>
internal sealed record MovedIssue(int Incident, int Action, bool IsClosed, bool IsDone, string? By);

/// <summary>A round of asking for issues.</summary>
internal sealed record IssuesToPoll;

/// <summary>How the work about issues is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IssueToMake))]
[JsonSerializable(typeof(MovedIssue))]
[JsonSerializable(typeof(IssuesToPoll))]
internal sealed partial class IssuesJson : JsonSerializerContext;
