using System.Globalization;
using System.Text;
using IncidentBot.Changes;
using Octokit;

namespace IncidentBot.GitHub.Reading;

/// <summary>
/// Reads what a change brought since the former one (docs.github.com/rest/commits/commits#compare-two-commits). What can't be compared,
/// since history was rewritten, stays as it is.
/// </summary>
internal sealed class ComparisonReader(Question question, RepositoryToAsk repository, ChangeOf changeOf)
{
    private const int LongestTitle = 200;
    private const string Behind = "behind";
    private const string Ahead = "ahead";

    /// <summary>The change with its commits, files and diff, and as a rollback where it went back.</summary>
    /// <param name="change">The change.</param>
    /// <param name="former">The commit or tag before it.</param>
    /// <param name="now">Its own commit or tag.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ServiceChange> CompareAsync(ServiceChange change, string former, string now, CancellationToken cancellationToken)
    {
        var compared = await AskAsync(former, now, cancellationToken);
        if (compared is null)
            return change;

        var wentBack = compared.Status == Behind;
        // On the way back there are none; those of the other direction are what it took back.
        var takenBack = wentBack && compared.Files is not { Count: > 0 }
            ? (await AskAsync(now, former, cancellationToken))?.Files
            : null;
        return change with
        {
            Details = change.Details with
            {
                CompareUrl = ChangeOf.WebAddress(compared.HtmlUrl),
                // What was taken back and is deployed again is no rollback, though it was live before.
                RollbackOf = wentBack ? change.Details.Former : compared.Status == Ahead ? null : change.Details.RollbackOf,
                Commits = [.. (compared.Commits ?? []).Reverse().Take(ChangeDetails.MostCommits).Select(CommitOf)],
                Files = FilesOf(takenBack ?? compared.Files),
                Diff = DiffOf(compared.Files),
            },
        };
    }

    /// <summary>The paths of files, as many as are kept.</summary>
    public static IReadOnlyList<string> FilesOf(IReadOnlyList<GitHubCommitFile>? files) =>
        [.. (files ?? []).Select(file => file.Filename).Where(name => !string.IsNullOrEmpty(name)).Take(ChangeDetails.MostFiles)];

    /// <summary>The patches of files one after the other, as long as is kept; null: there are none.</summary>
    public static string? DiffOf(IReadOnlyList<GitHubCommitFile>? files)
    {
        var diff = new StringBuilder();
        foreach (var file in (files ?? []).Where(file => !string.IsNullOrEmpty(file.Patch)))
        {
            if (diff.Length >= ChangeDetails.LongestDiff)
                break;
            diff.Append("diff --git a/").Append(file.Filename).Append(" b/").Append(file.Filename).Append('\n')
                .Append(file.Patch).Append('\n');
        }

        if (diff.Length == 0)
            return null;

        var text = diff.ToString();
        return text.Length <= ChangeDetails.LongestDiff ? text : text[..Cut(text, ChangeDetails.LongestDiff)];
    }

    private async Task<CompareResult?> AskAsync(string former, string now, CancellationToken cancellationToken)
    {
        var path = $"/compare/{Uri.EscapeDataString(former)}...{Uri.EscapeDataString(now)}";
        return (await question.FindAsync<CompareResult>(repository, path, cancellationToken)).Body;
    }

    private ChangeCommit CommitOf(GitHubCommit commit)
    {
        var lines = (commit.Commit?.Message ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var first = lines is [var line, ..] ? line : commit.Sha ?? "";
        var author = ChangeOf.Said(commit.Author?.Login) ?? ChangeOf.Said(commit.Commit?.Author?.Name);
        if (MentionedPull.In(first) is not { } pull)
            return new ChangeCommit(Short(first), ChangeOf.WebAddress(commit.HtmlUrl), author);

        var number = pull.Number.ToString(CultureInfo.InvariantCulture);
        var said = pull.IsMerge && lines is [_, var title, ..] ? $"{title} (#{number})" : first;
        return new ChangeCommit(Short(said), changeOf.Page($"pull/{number}") ?? ChangeOf.WebAddress(commit.HtmlUrl), author);
    }

    private static string Short(string title) => title.Length <= LongestTitle ? title : title[..Cut(title, LongestTitle)] + "…";

    private static int Cut(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
