using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions.Merging;
using IncidentBot.Postmortem.Versions.Review;

namespace IncidentBot.Postmortem.Versions;

/// <summary>Says how the draft stands.</summary>
internal static class DraftWords
{
    /// <summary>How it stands, and what comes next.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="now">How it stands.</param>
    /// <param name="whose">Which incident it is for, with a space before it; empty: the reader knows.</param>
    public static RichText Said(Incident incident, DraftNow now, string whose)
    {
        var name = $"{PostmortemRules.Name(now.Draft!)} of the postmortem{whose}";
        return now.State switch
        {
            { Stage: DraftStage.Published, Published: { } published } => Published(published, now.Draft!, whose),
            { Stage: DraftStage.InReview } => RichText.Of("").Bold($"{name} is in review").Plain(" by ").Then(Reviewers(now)).Plain(".")
                .Then(Next(now)).Then(Conflicts(now.Draft!)),
            _ => RichText.Of("").Bold($"{name} is ready.").Then(Conflicts(now.Draft!)),
        };
    }

    /// <summary>What is said of conflicts that are marked in a draft; empty: there are none.</summary>
    public static RichText Conflicts(PostmortemDraft draft) => ConflictMarks.Count(draft.Markdown) switch
    {
        0 => new RichText([]),
        1 => " In one place two texts stand, since two changed the same: edit that section and keep one.",
        var count => string.Create(
            CultureInfo.InvariantCulture,
            $" In {count} places two texts stand, since two changed the same: edit those sections and keep one of each."),
    };

    /// <summary>Who has still to approve the newest version.</summary>
    public static IReadOnlyList<Reviewer> Missing(DraftNow now) =>
        [.. now.Reviewers.Where(reviewer => reviewer.ApprovedVersion != now.Draft?.Version)];

    private static RichText Published(PublishedDraft published, PostmortemDraft newest, string whose)
    {
        var text = RichText.Of("")
            .Bold(string.Create(CultureInfo.InvariantCulture, $"The postmortem{whose} is published: draft {published.Version}"))
            .Plain($", by {published.By.Name}, ").Time(published.At).Plain(".");
        return newest.Version == published.Version
            ? text
            : text.Plain($" {PostmortemRules.Name(newest)} is newer. To give it to everybody, publish it again.").Then(Conflicts(newest));
    }

    private static RichText Reviewers(DraftNow now) => RichText.Joined(", ", now.Reviewers.Select(reviewer => Named(reviewer, now.Draft!)));

    private static RichText Named(Reviewer reviewer, PostmortemDraft newest)
    {
        var name = new RichText([]).Person(reviewer.Person.Id, reviewer.Person.Name);
        return reviewer.ApprovedVersion is not { } version ? name
            : version == newest.Version ? name.Plain(" (approved)")
            : name.Plain(string.Create(CultureInfo.InvariantCulture, $" (approved draft {version})"));
    }

    private static string Next(DraftNow now) =>
        Missing(now).Count == 0 ? " Everybody has approved it: publish it." : " Edit what should read differently, or approve it.";
}
