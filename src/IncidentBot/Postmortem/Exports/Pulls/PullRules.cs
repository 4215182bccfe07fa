using System.Globalization;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>The pure rules of putting a postmortem into a repository.</summary>
internal static class PullRules
{
    /// <summary>How often it is tried while the repository can't be reached or asks to wait.</summary>
    public const int MostTries = 6;

    private const int LongestSlug = 50, LongestTitle = 200;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4),
    ];

    /// <summary>Why an incident's postmortem goes into no repository; null: it may.</summary>
    public static RichText? WhyNot(Incident incident, PostmortemOptions options)
    {
        if (options.RepositoryFor(incident) is not null)
            return null;

        return incident.Visibility == Visibility.Private
            ? $"{incident.Id} is private, so its postmortem stays in its channel. An admin can name a repository for private incidents "
                + "under Postmortem:PrivateRepository."
            : "No repository is set for postmortems. An admin can name one under Postmortem:Repository, such as acme/postmortems.";
    }

    /// <summary>The branch of an incident's pull requests.</summary>
    public static string Branch(IncidentId incident) => $"incidentbot/postmortem/{incident.ToString().ToLowerInvariant()}";

    /// <summary>The path of an incident's file; where one was asked for before, it stays there whatever the title is now.</summary>
    public static string Path(Incident incident, string repository, PostmortemOptions options, IReadOnlyList<StoredPull> former) =>
        former.LastOrDefault(one => one.IsIn(repository))?.Path
            ?? options.Path
                .Replace("{id}", incident.Id.ToString(), StringComparison.Ordinal)
                .Replace("{year}", Year(incident), StringComparison.Ordinal)
                .Replace("{slug}", Slug(incident.Title), StringComparison.Ordinal);

    /// <summary>A title as a piece of a path: small letters and digits with hyphens between; "incident" where nothing is left.</summary>
    public static string Slug(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in title.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                slug.Append(letter);
            else if (slug.Length > 0 && slug[^1] != '-' && !char.IsAsciiLetterOrDigit(letter) && !IsAccent(letter))
                slug.Append('-');
        }

        var cut = slug.ToString(0, Math.Min(slug.Length, LongestSlug)).Trim('-');
        return cut.Length > 0 ? cut : "incident";
    }

    /// <summary>What is put into the repository.</summary>
    public static RepositoryFile File(
        Incident incident, PostmortemDraft draft, PicturedDraft pictured, StoredPull asked, IReadOnlyList<StoredPull> all,
        PostmortemOptions options, AuditHeads heads) => new()
        {
            Repository = asked.Repository,
            BaseBranch = options.BaseBranchOrNull,
            Branch = Branch(incident.Id),
            Path = asked.Path,
            Content = pictured.Markdown,
            Pictures = pictured.Pictures,
            Former =
            [
                .. all.Where(one => one.Number < asked.Number && one.IsIn(asked.Repository))
                    .OrderByDescending(one => one.Number).Select(one => one.ContentName).Distinct(StringComparer.Ordinal),
            ],
            Merge = LineMerge.Merge,
            Title = OneLine.Of($"Postmortem of {incident.Id}{(incident.IsDrill ? " (drill)" : "")}: {incident.Title}", LongestTitle),
            Description = Description(incident, draft, heads),
            Message = $"Postmortem of {incident.Id}, {PostmortemRules.Name(draft).ToLowerInvariant()}",
        };

    /// <summary>
    /// What came of it as people are to be told: what an earlier try did before the bot was killed is news, though there was nothing left
    /// to be done.
    /// </summary>
    public static RepositoryOutcome AsNews(RepositoryOutcome outcome, PostmortemDraft draft, IReadOnlyList<StoredPull> all)
    {
        if (outcome is not InRepository { Change: RepositoryChange.None } done)
            return outcome;

        var known = all.Where(one => one.Pull == done.Pull && (one.IsIn(done.Repository) || one.Address == done.Address)).ToList();
        return known.Count == 0 ? done with { Change = RepositoryChange.Opened }
            : known.Exists(one => one.Version == draft.Version) ? done
            : done with { Change = RepositoryChange.Updated };
    }

    /// <summary>When it is tried again.</summary>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="later">What the repository said.</param>
    /// <param name="now">The instant of the last try.</param>
    public static DateTimeOffset NextTry(int tries, NotYet later, DateTimeOffset now) =>
        later.Until is { } until && until > now ? until.AddSeconds(1) : now + Waits[Math.Clamp(tries - 1, 0, Waits.Length - 1)];

    private static string Description(Incident incident, PostmortemDraft draft, AuditHeads heads)
    {
        var text = new MarkdownText();
        text.Paragraph(
            $"{PostmortemRules.Name(draft)} of the postmortem of **{MarkdownWords.OneLine($"{incident.Id}: {incident.Title}")}**, "
                + "assembled from the incident's record.");
        text.List(
        [
            .. new[]
            {
                $"Severity: {incident.Severity.ToString(CultureInfo.InvariantCulture)}",
                $"Status: {Words.Of(incident.Status)}",
                incident.Services.Count == 0 ? null : $"Services: {MarkdownWords.OneLine(string.Join(", ", incident.Services))}",
                Since("Declared", incident, Milestone.Declared),
                Since("Mitigated", incident, Milestone.Mitigated),
                Since("Resolved", incident, Milestone.Resolved),
                heads.Head.Seq == 0 ? null : $"Audit trail: {heads.Head.Seq} changes, head `{heads.Head.Hash}`",
            }.OfType<string>(),
        ]);
        text.Paragraph("Complete the file here. A newer draft keeps what you wrote in it, or says where both changed the same place.");
        return text.ToString();
    }

    private static string? Since(string what, Incident incident, Milestone milestone) =>
        incident.At(milestone) is { } at ? $"{what}: {Moments.Full(at)}" : null;

    private static string Year(Incident incident) =>
        incident.At(Milestone.Declared)!.Value.UtcDateTime.ToString("yyyy", CultureInfo.InvariantCulture);

    // Taken apart, a letter's accent stands behind it.
    private static bool IsAccent(char letter) => CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;
}
