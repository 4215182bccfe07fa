using System.Globalization;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Pages;

/// <summary>
/// The pages that the local GitHub's answers link to: a comparison, a commit, a deployment, a release, a pull request, a run. What people
/// click on in the local Slack is there to be read, and no more than that.
/// </summary>
internal static class GitHubPages
{
    private const int Most = 300;

    /// <summary>The page at a path below a repository; null: there is none.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="path">Such as <c>compare/v1...v2</c>; empty: the repository itself.</param>
    public static HtmlPage? Find(Repository repository, string path) => path.Split('/', 3) switch
    {
        [""] => Home(repository),
        ["compare", ..] => Comparison(repository, path["compare/".Length..]),
        ["commit", var sha, ..] => repository.History.Resolve(sha) is { } commit ? Of(repository, commit) : null,
        ["deployments"] => Deployments(repository),
        ["deployments", var id] => repository.Deployments.Find(one => Text(one.Id) == id) is { } one ? Of(repository, one) : null,
        ["releases", "tag", var tag] => repository.Releases.Find(one => one.Tag == tag) is { } one ? Of(repository, one) : null,
        ["pull" or "issues", var number, ..] =>
            repository.Issues.Find(one => Text(one.Number) == number) is { } one ? Of(one, repository) : null,
        ["actions", "runs", var rest] =>
            repository.Runs.Find(one => Text(one.Id) == rest.Split('/')[0]) is { } run ? Of(repository, run) : null,
        _ => null,
    };

    private static HtmlPage Home(Repository repository)
    {
        var page = new HtmlPage(repository.FullName).Text(repository.Description ?? "A repository of the local GitHub.");
        page.Links("Newest deployments", Newest(repository.Deployments).Select(one => Line(repository, one)));
        page.Links("Newest releases", Newest(repository.Releases).Select(
            one => (Address(repository, $"releases/tag/{Uri.EscapeDataString(one.Tag)}"), one.Tag)));
        return page.Links("Pull requests", repository.Pulls.Reverse().Take(20).Select(
            one => (Address(repository, $"pull/{Text(one.Number)}"), $"#{Text(one.Number)} {one.Title}")));
    }

    private static HtmlPage? Comparison(Repository repository, string basehead)
    {
        if (basehead.Split("...") is not [var from, var to] || Resolve(repository, from) is not { } before
            || Resolve(repository, to) is not { } after)
            return null;

        var compared = repository.History.Compare(before, after);
        var page = new HtmlPage($"{repository.FullName}: {from}...{to}")
            .Text(string.Create(CultureInfo.InvariantCulture, $"{compared.Ahead.Count} commits ahead, {compared.Behind} behind."));
        page.Links("Commits", compared.Ahead.Take(Most).Select(
            one => (Address(repository, $"commit/{one.Sha}"), $"{Short(one.Sha)} {FirstLine(one)} ({one.Author})")));
        return compared.Base is null ? page : page.Files(repository.History.ChangesOf(compared, after).Take(Most));
    }

    private static HtmlPage Of(Repository repository, Commit commit)
    {
        var page = new HtmlPage($"{repository.FullName}: {Short(commit.Sha)}")
            .Text($"{commit.Author}, {Time(commit.At)}").Block(commit.Message);
        page.Links("Before it", commit.Parents.Select(sha => (Address(repository, $"commit/{sha}"), Short(sha))));
        return page.Files(commit.Changes.Take(Most));
    }

    private static HtmlPage Deployments(Repository repository) => new HtmlPage($"{repository.FullName}: deployments")
        .Links("Newest first", Newest(repository.Deployments, Most).Select(one => Line(repository, one)));

    private static HtmlPage Of(Repository repository, Deployment one)
    {
        var page = new HtmlPage($"{repository.FullName}: {one.Ref} to {one.Environment}")
            .Text($"{one.Creator}, {Time(one.At)}").Block(one.Description);
        page.Links("Its commit", [(Address(repository, $"commit/{one.Sha}"), Short(one.Sha))]);
        return page.Lines("Its statuses", one.Statuses.Select(status => $"{Time(status.At)} {status.State} {status.Description}"));
    }

    private static HtmlPage Of(Repository repository, Release one) => new HtmlPage($"{repository.FullName}: {one.Name}")
        .Text($"{one.Tag}{(one.Prerelease ? ", a prerelease" : "")}, {one.Author}, {Time(one.At)}").Block(one.Body);

    private static HtmlPage Of(Issue one, Repository repository)
    {
        var page = new HtmlPage($"{repository.FullName}: #{Text(one.Number)} {one.Title}")
            .Text($"{one.Author}, {(one.Pull?.MergedAt is { } at ? $"merged {Time(at)}" : one.IsClosed ? "closed" : "open")}")
            .Block(one.Body ?? "");
        if (one.Pull?.MergeSha is not { } sha || repository.History.Find(sha) is not { } merge)
            return page;

        page.Links("Its commit", [(Address(repository, $"commit/{sha}"), $"{Short(sha)} {FirstLine(merge)}")]);
        return page.Files(merge.Changes.Take(Most));
    }

    private static HtmlPage Of(Repository repository, WorkflowRun run) => new HtmlPage(
            $"{repository.FullName}: {run.Workflow} #{Text(run.Number)}")
        .Text($"{run.Title}, {run.Actor}, {Time(run.CreatedAt)}")
        .Lines("Its attempts", run.Attempts.Select(one => $"{Time(one.UpdatedAt)} {one.Status} {one.Conclusion}"))
        .Links("Its commit", [(Address(repository, $"commit/{run.Sha}"), Short(run.Sha))]);

    private static (string Address, string Words) Line(Repository repository, Deployment one) =>
        (Address(repository, $"deployments/{Text(one.Id)}"),
            $"{Time(one.At)} {one.Ref} to {one.Environment}, {(one.Statuses.Count > 0 ? one.Statuses[^1].State : "pending")}");

    private static IEnumerable<T> Newest<T>(List<T> all, int most = 20) => Enumerable.Reverse(all).Take(most);

    private static string Address(Repository repository, string path) => $"/github/{repository.FullName}/{path}";

    private static string FirstLine(Commit commit) => commit.Message.Split('\n')[0];

    // A branch may be written with its owner.
    private static Commit? Resolve(Repository repository, string reference) =>
        repository.History.Resolve(reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}
