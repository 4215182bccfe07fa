using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>The span before an incident in which a deploy may have caused it; both ends belong to it.</summary>
internal sealed record ChangeWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;
}

/// <summary>The changes of an incident were asked for.</summary>
/// <param name="Pull">The round of asking.</param>
/// <param name="New">What it found that was not on record.</param>
/// <param name="Changed">What was on record and has gone on since, such as from waiting to live.</param>
public sealed record ChangesPulled(ChangePull Pull, IReadOnlyList<ServiceChange> New, IReadOnlyList<ServiceChange> Changed);

/// <summary>The pure rules of which deploys count, and how long before an incident they were.</summary>
internal static class PullChangesRules
{
    /// <summary>So much later than people say an incident may have begun.</summary>
    public static readonly TimeSpan StatedTimeMayBeOff = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The milestone that "before" is counted from: impact start, until that is known the declaration; null: neither is known.
    /// </summary>
    public static (Milestone Milestone, DateTimeOffset At)? CountedFrom(Incident incident) =>
        incident.At(Milestone.ImpactStart) is { } start ? (Milestone.ImpactStart, start)
        : incident.At(Milestone.Declared) is { } declared ? (Milestone.Declared, declared)
        : null;

    /// <summary>How far a person can make the bot look back for one incident.</summary>
    public static readonly TimeSpan Wide = TimeSpan.FromDays(ChangesOptions.MostDaysBack);

    /// <summary>What to ask about; once somebody made the bot look further back for an incident, it goes on to.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="options">How far to look back by default.</param>
    /// <param name="now">Counts as the incident's beginning where none is known; UTC.</param>
    /// <param name="isWide">Whether to look <see cref="Wide"/> back.</param>
    public static ChangeWindow Window(Incident incident, DeployOptions options, DateTimeOffset now, bool isWide = false)
    {
        var to = CountedFrom(incident)?.At ?? now;
        return new ChangeWindow(to - (isWide ? Wide : TimeSpan.FromHours(options.WindowHours)), to);
    }

    /// <summary>Whether a pull looked as far back as a person can make the bot look; its own times say so.</summary>
    public static bool IsWide(ChangePull? pull) => pull is not null && pull.To - pull.From >= Wide;

    /// <summary>
    /// Until when it is asked what went live after the incident began, such as a rollback: now, or when service was restored.
    /// </summary>
    public static DateTimeOffset Until(Incident incident, ChangeWindow window, DateTimeOffset now)
    {
        var end = incident.IsOpen ? now : incident.At(Milestone.Resolved) ?? incident.At(Milestone.Closed) ?? now;
        return end > window.To ? end : window.To;
    }

    /// <summary>What an answer adds to the record.</summary>
    /// <param name="lastPull">The pull before this; null: this is the first.</param>
    /// <param name="found">Everything that was found before.</param>
    /// <param name="window">What was asked about.</param>
    /// <param name="answer">What was said.</param>
    /// <param name="now">When it was asked; UTC.</param>
    /// <param name="until">Until when it was asked what went live after the window; null: about the window alone.</param>
    public static ChangesPulled Decide(
        ChangePull? lastPull, IReadOnlyList<ServiceChange> found, ChangeWindow window, ChangeAnswer answer, DateTimeOffset now,
        DateTimeOffset? until = null)
    {
        var known = found.ToDictionary(change => change.Key, StringComparer.Ordinal);
        var pull = new ChangePull((lastPull?.Number ?? 0) + 1, now, window.From, window.To, answer.Problems, until);
        var asked = window with { To = until ?? window.To };
        var counted = InWindow(answer.Changes, asked);
        // Whichever of a pull request and its push was first on record stays, with its number and what people decided about it.
        var merges = found.Select(change => change.Merge).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new ChangesPulled(
            pull,
            [.. counted.Where(change => !known.ContainsKey(change.Key) && (change.Merge is null || !merges.Contains(change.Merge)))],
            [
                .. from change in counted
                   where known.ContainsKey(change.Key) && HasGoneOn(known[change.Key], change)
                   select Merged(known[change.Key], change),
            ]);
    }

    // Whose files a change touched tells its service; without them a source knows less than before.
    private static ServiceChange Merged(ServiceChange former, ServiceChange now) => now with
    {
        Service = now.Details.Files.Count == 0 && former.Details.Files.Count > 0 ? former.Service : now.Service,
        Details = now.Details.WithWhatIsMissing(former.Details),
    };

    // What is on record stays as it was first said; only a new state is news, or what was not known before. What people type, they may
    // also correct.
    private static bool HasGoneOn(ServiceChange former, ServiceChange now) =>
        former.State != now.State || former.Details.IsTakenBack != now.Details.IsTakenBack || now.Details.KnowsMoreThan(former.Details)
            || (now.Origin == ChangeOrigin.Typed && (now.At, now.Url, now.Description) != (former.At, former.Url, former.Description));

    /// <summary>
    /// The deploys of a window, newest first; the same deploy only once, as it comes first. What people have typed counts whenever it was.
    /// </summary>
    public static IReadOnlyList<ServiceChange> InWindow(IEnumerable<ServiceChange> deploys, ChangeWindow window) =>
        [.. deploys
            .DistinctBy(deploy => deploy.Key, StringComparer.Ordinal)
            .Where(deploy => deploy.Origin == ChangeOrigin.Typed || (deploy.At >= window.From && deploy.At <= window.To))
            .OrderByDescending(deploy => deploy.At)
            .ThenBy(deploy => deploy.Key, StringComparer.Ordinal)];

    /// <summary>
    /// Whether a deploy went back to a version that was live there before the one that it took the place of: a rollback.
    /// </summary>
    public static bool IsRollback(ServiceChange deploy, ChangeRecord record)
    {
        var earlier = record.After.Concat(record.Before)
            .Where(one => one.At < deploy.At && one.Service == deploy.Service && one.Environment == deploy.Environment)
            .ToList();
        return earlier is [var last, ..] && last.Ref != deploy.Ref && earlier.Exists(one => one.Ref == deploy.Ref);
    }

    /// <summary>
    /// Whether a deploy went live so soon after impact start that it may still be the cause: people say "20 min ago", rarely the minute.
    /// </summary>
    public static bool IsCloseAfter(ServiceChange deploy, Incident incident, ChangeRecord record) =>
        incident.At(Milestone.ImpactStart) is { } start && deploy.At > start && deploy.At - start <= StatedTimeMayBeOff
            && !IsRollback(deploy, record);

    /// <summary>How long a deploy was live when the incident began; null: it is not known when that was.</summary>
    public static TimeSpan? Before(ServiceChange deploy, Incident incident) => CountedFrom(incident)?.At - deploy.At;

    /// <summary>"6 min after impact start": for a deploy that went live later than that.</summary>
    public static string AfterInWords(ServiceChange deploy, Incident incident) =>
        $"{DistanceInWords(deploy, incident)} after {CountedFromInWords(incident)}";

    /// <summary>"6 min": how far a deploy is from when the incident began, before or after.</summary>
    public static string DistanceInWords(ServiceChange deploy, Incident incident) =>
        Durations.InWords((Before(deploy, incident) ?? TimeSpan.Zero).Duration());

    /// <summary>"24 h", or "30 days": how much time was asked about.</summary>
    public static string WindowInWords(ChangePull pull) => IsWide(pull)
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Round((pull.To - pull.From).TotalDays)} days")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Round((pull.To - pull.From).TotalHours)} h");

    /// <summary>"impact start", or "the declaration" until that is known.</summary>
    public static string CountedFromInWords(Incident incident) =>
        CountedFrom(incident)?.Milestone == Milestone.ImpactStart ? "impact start" : "the declaration";
}
