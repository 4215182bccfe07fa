using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Language;
using Octokit;

namespace IncidentBot.GitHub.Reading;

/// <summary>Makes a change of what GitHub says.</summary>
internal sealed class ChangeOf(RepositoryToAsk repository, Uri? pages)
{
    private const int FullSha = 40;
    private const int ShortSha = 7;

    public ServiceChange Deployment(Deployed deployed)
    {
        var (one, service, former, wasLiveBefore) = deployed;
        var row = one.Deployment;
        var isFirst = one.Key == DeploymentHistory.KeyOf(repository.Name, row);
        return new ServiceChange(
            one.Key, one.At, service, Said(row.Environment), NameOf(row), Said(row.Description),
            WebAddress(one.Status?.LogUrl) ?? WebAddress(one.Status?.TargetUrl) ?? Page("deployments"),
            Said(isFirst ? row.Creator?.Login : one.Status?.Creator?.Login ?? row.Creator?.Login))
        {
            Kind = KindOf(row),
            State = one.State,
            Details = new ChangeDetails
            {
                Repository = repository.Name,
                Commit = Commit(row.Sha),
                Former = former is null ? null : FormerName(former, row),
                RollbackOf = wasLiveBefore && former is not null ? FormerName(former, row) : null,
                IsTransient = row.TransientEnvironment,
                IsProduction = row.ProductionEnvironment,
            },
        };
    }

    public ServiceChange Release(Release release, DateTimeOffset at, string service) =>
        Release(
            new ReleaseRow(
                release.Id, release.TagName, release.Name, release.HtmlUrl, release.Author?.Login, release.TargetCommitish,
                release.Prerelease),
            at, service);

    public ServiceChange Release(ReleaseRow release, DateTimeOffset at, string service) =>
        new(
            $"github:release:{repository.Name}:{Number(release.Id)}", at, service, Environment: null,
            Said(release.TagName) ?? "unnamed", release.Name == release.TagName ? null : Said(release.Name),
            WebAddress(release.HtmlUrl), Said(release.Author))
        {
            Origin = ChangeOrigin.Release,
            Details = new ChangeDetails
            {
                Repository = repository.Name, Commit = Commit(release.TargetCommitish), IsPrerelease = release.Prerelease,
            },
        };

    public ServiceChange PullRequest(PullRequest pull, DateTimeOffset at, string service) =>
        PullRequest(new PullRow(pull.Number, pull.Title, pull.HtmlUrl, pull.User?.Login, pull.MergeCommitSha), at, service);

    public ServiceChange PullRequest(PullRow pull, DateTimeOffset at, string service) =>
        new(
            $"github:pull:{repository.Name}:{Number(pull.Number)}", at, service, Environment: null, "#" + Number(pull.Number),
            Said(pull.Title), WebAddress(pull.HtmlUrl), Said(pull.Author))
        {
            Origin = ChangeOrigin.PullRequest,
            Details = new ChangeDetails { Repository = repository.Name, Commit = Commit(pull.MergeCommitSha) },
        };

    // A pull request's merge is that pull request; what else was pushed goes by its newest commit.
    public ServiceChange Push(PushRow push, DateTimeOffset at, string service)
    {
        var head = push.Head;
        var change = head.PullNumber is { } number
            ? PullRequest(
                new PullRow(number, head.PullTitle, Page($"pull/{Number(number)}")?.OriginalString ?? head.Url, head.Author, head.Sha),
                at, service)
            : new ServiceChange(
                $"github:commit:{repository.Name}:{head.Sha}", at, service, Environment: null, Short(head.Sha), Said(head.Title),
                WebAddress(head.Url), Said(head.Author))
            {
                Origin = ChangeOrigin.Push,
                Details = new ChangeDetails { Repository = repository.Name, Commit = Commit(head.Sha) },
            };
        return change with
        {
            Details = change.Details with
            {
                Files = push.Files,
                Commits =
                [
                    .. push.Commits.Reverse().Select(commit => new ChangeCommit(commit.Title, WebAddress(commit.Url), Said(commit.Author))),
                ],
                CompareUrl = WebAddress(push.CompareUrl),
            },
        };
    }

    public ServiceChange Run(RunRow run, DateTimeOffset at, ChangeState state, string service) =>
        new(
            $"github:run:{repository.Name}:{Number(run.Id)}:{Number(run.RunAttempt)}", at, service, Environment: null,
            Said(run.HeadSha) is { } sha ? Short(sha) : Said(run.HeadBranch) ?? "unnamed", Said(run.DisplayTitle) ?? Said(run.Name),
            WebAddress(run.HtmlUrl), Said(run.TriggeringActor?.Login) ?? Said(run.Actor?.Login))
        {
            State = state,
            Origin = ChangeOrigin.WorkflowRun,
            Details = new ChangeDetails { Repository = repository.Name, Commit = Commit(run.HeadSha) },
        };

    /// <summary>The page of this repository, such as <c>pull/12</c>; null: the website isn't known.</summary>
    public Uri? Page(string path) => pages is null ? null : new Uri(pages, $"{repository.Name}/{path}");

    public static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    public static Uri? WebAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && ServiceChange.MayShow(uri) ? uri : null;

    // A branch is called the same each time; then the commit tells which one it was.
    private static string FormerName(DeploymentRow former, DeploymentRow now) =>
        former.Ref == now.Ref && Said(former.Sha) is { } sha ? Short(sha) : NameOf(former);

    private static string NameOf(DeploymentRow row) => Said(row.Ref) ?? Said(row.Sha) ?? "unnamed";

    // Whoever deploys more than programs says so by the task, which GitHub leaves to them; any other word is a deploy.
    private static ChangeKind KindOf(DeploymentRow row) => Words.TryParse<ChangeKind>(row.Task, out var kind) ? kind : ChangeKind.Deploy;

    private static string? Commit(string? sha) => sha?.Length == FullSha && sha.All(char.IsAsciiHexDigit) ? sha : null;

    private static string Short(string sha) => sha.Length > ShortSha ? sha[..ShortSha] : sha;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
