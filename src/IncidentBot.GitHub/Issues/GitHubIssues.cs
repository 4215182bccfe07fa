using System.Globalization;
using IncidentBot.Actions.Issues;
using IncidentBot.GitHub.Asking;
using Octokit;

namespace IncidentBot.GitHub.Issues;

/// <summary>
/// Makes issues on GitHub, each once: before one is made, it is looked for by its marker among those made since the action item was
/// (docs.github.com/rest/issues/issues).
/// </summary>
internal sealed class GitHubIssues(GitHubWriter writer, GitHubReader reader) : IIssueTracker
{
    /// <summary>What GitHub is asked for.</summary>
    internal const string Json = "application/vnd.github+json";
    /// <summary>What making an issue takes.</summary>
    internal const string Permission = "issues";
    private const int PerPage = 100;
    private const int MostPages = 20;

    // Real time on purpose: the network does not follow a clock that a test or a demo turns.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Two machines' clocks.
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public async Task<IssueOutcome> MakeAsync(IssueWanted wanted, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await FindAsync(wanted, patience.Token) ?? await CreateAsync(wanted, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new IssueLater("GitHub gave no answer in time.");
        }
    }

    /// <inheritdoc/>
    public async Task<IssueState?> ReadAsync(string repository, int number, CancellationToken cancellationToken)
    {
        var address = reader.Address(string.Create(CultureInfo.InvariantCulture, $"repos/{repository}/issues/{number}"));
        var answer = await reader.GetAsync<IssueRow>(repository.Split('/')[0], address, cancellationToken);
        return answer.Body is { } issue ? new IssueState(issue.IsClosed, issue.IsDone, issue.ClosedBy?.Login) : null;
    }

    // Null: there is none, for certain.
    private async Task<IssueOutcome?> FindAsync(IssueWanted wanted, CancellationToken cancellationToken)
    {
        var marker = IssueMarkdown.Marker(wanted.Marker);
        IssueRow? found = null;
        for (var page = 1; page <= MostPages; page++)
        {
            var address = GitHubWriter.Address(
                wanted.Repository,
                string.Create(
                    CultureInfo.InvariantCulture, $"/issues?state=all&sort=created&direction=desc&per_page={PerPage}&page={page}"));
            var listed = await writer.DoAsync(
                wanted.Repository, Permission,
                connection => connection.Get<List<IssueRow>>(address, null, Json, cancellationToken), cancellationToken);
            if (listed.Refusal is { } refusal)
                return IssueRefusals.Of(refusal, listed.Failure, wanted.Repository);
            if (listed.Body!.HttpResponse.Headers.ContainsKey(GitHubDoor.Moved))
                return IssueRefusals.Moved(wanted.Repository);

            var rows = listed.Body.Body ?? [];
            // The oldest is the one that was made; another may have been copied from it.
            found = rows.LastOrDefault(row => row.Body?.Contains(marker, StringComparison.Ordinal) == true) ?? found;
            if (rows.Count < PerPage || rows[^1].CreatedAt < wanted.Earliest - Spare)
                return found is null ? null : Exists(found, wanted.Repository, without: null);
        }

        return found is null ? IssueRefusals.TooMany(wanted.Repository) : Exists(found, wanted.Repository, without: null);
    }

    private async Task<IssueOutcome> CreateAsync(IssueWanted wanted, CancellationToken cancellationToken)
    {
        var (labels, assignee) = (wanted.Labels, wanted.Assignee);
        var without = new List<string>();
        while (true)
        {
            var made = await PostAsync(wanted, labels, assignee, cancellationToken);
            if (made.Refusal is not { } refusal)
                return Exists(made.Body!.Body, wanted.Repository, without.Count == 0 ? null : string.Join(' ', without));
            if (!IssueRefusals.MayBeLeftOut(made.Failure) || (labels.Count == 0 && assignee is null))
                return IssueRefusals.Of(refusal, made.Failure, wanted.Repository);

            // What GitHub doesn't name may be either.
            if (assignee is not null && !IssueRefusals.Names(made.Failure, "label"))
            {
                without.Add($"The issue has no assignee: {assignee} can't be assigned in {wanted.Repository}.");
                assignee = null;
            }
            else
            {
                without.Add($"The issue has no labels: GitHub refused {string.Join(", ", labels)}.");
                labels = [];
            }
        }
    }

    private Task<GitHubWrite<IApiResponse<IssueRow>>> PostAsync(
        IssueWanted wanted, IReadOnlyList<string> labels, string? assignee, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["title"] = IssueMarkdown.Title(wanted.Title),
            ["body"] = IssueMarkdown.Body(wanted),
        };
        if (labels.Count > 0)
            body["labels"] = labels.ToArray();
        if (assignee is not null)
            body["assignees"] = new[] { assignee };
        return writer.DoAsync(
            wanted.Repository, Permission,
            connection => connection.Post<IssueRow>(
                GitHubWriter.Address(wanted.Repository, "/issues"), body, Json, "application/json",
                (IDictionary<string, string>?)null, cancellationToken),
            cancellationToken);
    }

    private static IssueOutcome Exists(IssueRow? issue, string repository, string? without) =>
        issue is { Number: > 0 } && Uri.TryCreate(issue.HtmlUrl, UriKind.Absolute, out var address)
            ? new IssueExists(issue.Number, address, without)
            : new IssueLater($"GitHub's answer about {repository} couldn't be read.");
}

/// <summary>Says why an issue could not be made, and whether trying again may help.</summary>
internal static class IssueRefusals
{
    /// <summary>The outcome of a refusal.</summary>
    public static IssueOutcome Of(GitHubRefusal refusal, Exception? failure, string repository) => refusal.Kind switch
    {
        RefusalKind.RateLimited => new IssueLater(
            "GitHub's rate limit is used up.", refusal.Until is { } until ? until - TimeProvider.System.GetUtcNow() : null),
        RefusalKind.Unreachable => new IssueLater("GitHub could not be reached."),
        RefusalKind.Failed => new IssueLater("GitHub has problems of its own."),
        RefusalKind.TokenRefused => new IssueImpossible(
            "No issue can be made: GitHub did not accept the token. An admin can set GitHub:Token or the App's key."),
        RefusalKind.NotAllowed => new IssueImpossible(
            $"No issue can be made: GitHub does not let the bot write issues in {repository}. An admin can give it write access to issues "
                + "there; manifests/github-app-write.yaml has the permissions."),
        RefusalKind.NotFound => new IssueImpossible(
            $"No issue can be made: GitHub has no {repository}, or the bot may not see it. Check Actions:IssueRepository."),
        RefusalKind.NotInstalled => new IssueImpossible(
            $"No issue can be made: the GitHub App isn't installed on {repository}. Check Actions:IssueRepository; an owner can "
                + "add the App under Settings, GitHub Apps."),
        RefusalKind.Suspended => new IssueImpossible(
            $"No issue can be made: the GitHub App is suspended for {refusal.Detail}. An owner can end that."),
        RefusalKind.AppRefused => new IssueImpossible(
            "No issue can be made: GitHub did not accept the App. An admin can check GitHub:AppId, its key and this machine's clock."),
        _ => failure switch
        {
            ApiException { StatusCode: System.Net.HttpStatusCode.Gone } => new IssueImpossible(
                $"No issue can be made: issues are turned off in {repository}."),
            ApiValidationException invalid => new IssueImpossible(
                $"No issue can be made: GitHub refused it in {repository} ({Refusals.Said(invalid)})."),
            _ => new IssueLater("GitHub's answer couldn't be read."),
        },
    };

    /// <summary>The repository goes by another name.</summary>
    public static IssueOutcome Moved(string repository) => new IssueImpossible(
        $"No issue can be made: {repository} has another name now. An admin can set the new one.");

    /// <summary>There are more issues than can be looked through.</summary>
    public static IssueOutcome TooMany(string repository) => new IssueImpossible(
        $"No issue can be made: {repository} has so many newer issues that the bot can't tell whether there is one already.");

    /// <summary>
    /// Whether an issue may be taken without its assignee or labels: 422, or 403 for labels that the token may not make.
    /// </summary>
    public static bool MayBeLeftOut(Exception? failure) =>
        failure is ApiValidationException || (failure is ForbiddenException && Names(failure, "label"));

    /// <summary>Whether GitHub names a field as what is wrong.</summary>
    public static bool Names(Exception? failure, string field) => (failure as ApiException)?.ApiError is { } said
        && ((said.Errors ?? []).Any(error => Has(error.Field, field) || Has(error.Resource, field) || Has(error.Message, field))
            || Has(said.Message, field));

    private static bool Has(string? text, string word) => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
}
