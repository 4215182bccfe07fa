using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub;
using IncidentBot.Simulator.GitHub.Reads;
using IncidentBot.Simulator.GitHub.State;

namespace IncidentBot.Simulator.Control;

/// <summary>Fills the local GitHub: what was deployed, released, committed, merged, asked and run.</summary>
internal sealed class GitHubStory(GitHubDouble gitHub)
{
    private static readonly string[] RunStates = ["queued", "in_progress", "completed", "waiting", "requested", "pending"];

    public void Map(IEndpointRouteBuilder routes)
    {
        Add(routes, "repositories", AddRepository);
        Add(routes, "deployments", AddDeployment);
        Add(routes, "deployment-statuses", AddStatus);
        Add(routes, "releases", AddRelease);
        Add(routes, "commits", AddCommits);
        Add(routes, "branches", AddBranch);
        Add(routes, "pulls", AddPull);
        Add(routes, "issues", AddIssue);
        Add(routes, "runs", AddRun);
        Add(routes, "checks", AddCheck);
    }

    private void Add(IEndpointRouteBuilder routes, string what, Func<ControlRequest, JsonObject> add) =>
        GitHubControl.Command(routes, gitHub, what, add);

    private JsonObject AddRepository(ControlRequest request)
    {
        var repository = gitHub.State.Known(GitHubControl.RepositoryName(request));
        if (request.Body["private"] is not null) repository.IsPrivate = request.Flag("private");
        if (request.Body["archived"] is not null) repository.IsArchived = request.Flag("archived");
        if (request.Body["has_issues"] is not null) repository.HasIssues = request.Flag("has_issues");
        repository.DefaultBranch = request.Optional("default_branch") ?? repository.DefaultBranch;
        repository.Description = request.Optional("description") ?? repository.Description;
        foreach (var login in request.Texts("collaborators")) repository.Collaborators.Add(login);
        if (request.Body["rules"] is not null)
        {
            repository.Rules.Clear();
            repository.Rules.AddRange(request.Objects("rules").Select(r => new ControlRequest(r)).Select(r => new BranchRule(
                r.Required("branch"), r.Optional("refusal") ?? "Changes must be made through a pull request.")));
        }
        return ControlRoutes.Ok(("repository", repository.FullName), ("id", repository.Id));
    }

    /// <summary>Something is deployed; with <c>files</c>, by a commit of its own that changes them.</summary>
    public JsonObject AddDeployment(ControlRequest request)
    {
        var name = GitHubControl.RepositoryName(request);
        var statuses = request.Objects("statuses").Select(s => ReadStatus(new ControlRequest(s))).OrderBy(s => s.At).ToList();
        var at = request.Instant("created_at") ?? request.Instant("at") ?? (statuses.Count > 0 ? statuses[0].At : gitHub.State.Now);
        var given = ReadFiles(request);
        var repository = Room(name);
        var reference = request.Optional("ref") ?? repository.DefaultBranch;
        var (description, creator) = (request.Optional("description") ?? "", request.Optional("creator") ?? "deploy-bot");
        var environment = request.Optional("environment") ?? "production";
        var words = description.Length > 0 ? description : $"Deploy {reference}";
        var sha = request.Optional("sha");
        var commit = given.Count > 0 && HasRoomFor(repository, reference, sha)
            ? Brought(repository, reference, sha, words, creator, at, [.. given.Select(f => Known(repository, f))])
            : CommitFor(repository, reference, sha, words, creator, at);
        var deployment = new Deployment(gitHub.State.NextId(), reference, commit.Sha, environment, description, creator, at)
        {
            Task = request.Optional("task") ?? "deploy", Payload = request.Body["payload"]?.DeepClone(),
            IsTransient = request.Flag("transient_environment"),
            IsProduction = request.Body["production_environment"] is null
                ? environment == "production"
                : request.Flag("production_environment"),
        };
        Repository.Keep(repository.Deployments, deployment);
        gitHub.Events.Deployed(repository, deployment);
        foreach (var status in statuses) gitHub.Deployments.Add(repository, deployment, status, inactivatesOthers: false);
        return ControlRoutes.Ok(("id", deployment.Id), ("sha", deployment.Sha));
    }

    private JsonObject AddStatus(ControlRequest request)
    {
        var repository = Room(GitHubControl.RepositoryName(request));
        var id = request.Number("deployment") ?? throw new MalformedRequest("\"deployment\" is missing; it is a deployment's id.");
        var deployment = repository.Deployments.Find(d => d.Id == id)
            ?? throw new MalformedRequest($"{repository.FullName} has no deployment {id}.");
        var status = ReadStatus(request);
        gitHub.Deployments.Add(repository, deployment, status, request.Flag("auto_inactive"));
        return ControlRoutes.Ok(("id", status.Id));
    }

    private DeploymentStatus ReadStatus(ControlRequest status)
    {
        var state = status.Required("state");
        if (!DeploymentStatus.All.Contains(state, StringComparer.Ordinal))
            throw new MalformedRequest($"\"state\" must be one of {string.Join(", ", DeploymentStatus.All)}.");
        return new DeploymentStatus(
            gitHub.State.NextId(), state, status.Optional("description") ?? "", status.Instant("at") ?? gitHub.State.Now)
        {
            LogUrl = status.Optional("log_url") ?? "", EnvironmentUrl = status.Optional("environment_url") ?? "",
            Creator = status.Optional("creator"),
        };
    }

    private JsonObject AddRelease(ControlRequest request)
    {
        var name = GitHubControl.RepositoryName(request);
        var tag = request.Required("tag");
        var at = request.Instant("published_at") ?? gitHub.State.Now;
        var repository = Room(name);
        var author = request.Optional("author") ?? "release-bot";
        var isDraft = request.Flag("draft");
        var commit = isDraft
            ? repository.History.Head(repository.DefaultBranch)
            : CommitFor(repository, tag, request.Optional("sha"), $"Release {tag}", author, at, isTag: true);
        var release = new Release(
            gitHub.State.NextId(), tag, request.Optional("name") ?? tag, request.Optional("body") ?? "", commit?.Sha ?? "", author,
            request.Flag("prerelease"), at) { IsDraft = isDraft };
        Repository.Keep(repository.Releases, release);
        gitHub.Events.Released(repository, release, isDraft ? "created" : "published");
        return ControlRoutes.Ok(("id", release.Id));
    }

    /// <summary>
    /// The commit of a deployed or released ref. A branch is its head at that time, a tag what it points at; a name that is neither
    /// becomes a tag of a commit of its own, or with a sha that is no version's name a branch.
    /// </summary>
    private static Commit CommitFor(
        Repository repository, string reference, string? sha, string message, string author, DateTimeOffset at, bool isTag = false)
    {
        var history = repository.History;
        // A sha that is given empty is none.
        sha = string.IsNullOrEmpty(sha) ? null : sha;
        if (sha is null && !isTag && history.Refs.ContainsKey("heads/" + reference))
        {
            if (history.At(reference, at) is { } then) return then;
            return history.Tell(Made(GitObjects.MadeUpSha($"{repository.FullName}@{reference}")), reference);
        }
        if (sha is null && history.Resolve(reference) is { } known) return known;

        var isBranch = !isTag && (reference == repository.DefaultBranch || history.Refs.ContainsKey("heads/" + reference)
            || (sha is not null && !LooksLikeVersion(reference) && !history.Refs.ContainsKey("tags/" + reference)
                && !GitObjects.IsSha(reference)));
        var wanted = sha ?? GitObjects.MadeUpSha($"{repository.FullName}@{reference}");
        var commit = history.Find(wanted)
            ?? history.Tell(Made(wanted), isBranch ? reference : repository.DefaultBranch);
        if (isBranch) history.Refs.TryAdd("heads/" + reference, commit.Sha);
        else if (!GitObjects.IsSha(reference)) history.Refs.TryAdd("tags/" + reference, commit.Sha);
        return commit;

        Commit Made(string name) => new(name, message, author, at, []);
    }

    // A version that is known keeps its commit; a branch goes on.
    private static bool HasRoomFor(Repository repository, string reference, string? sha) =>
        string.IsNullOrEmpty(sha)
            ? IsBranch(repository, reference) || repository.History.Resolve(reference) is null
            : repository.History.Find(sha) is null;

    private static bool IsBranch(Repository repository, string reference) =>
        reference == repository.DefaultBranch || repository.History.Refs.ContainsKey("heads/" + reference);

    /// <summary>A new commit on the branch, or on the default one and with a tag of this name.</summary>
    private Commit Brought(
        Repository repository, string reference, string? sha, string message, string author, DateTimeOffset at,
        IReadOnlyList<FileChange> files)
    {
        var isBranch = IsBranch(repository, reference);
        var branch = isBranch ? reference : repository.DefaultBranch;
        var before = repository.History.Head(branch);
        var name = string.IsNullOrEmpty(sha)
            ? GitObjects.MadeUpSha(string.Create(
                CultureInfo.InvariantCulture, $"{repository.FullName}@{reference} {gitHub.State.NextId()}"))
            : sha;
        var commit = repository.History.Tell(new Commit(name, message, author, at, files), branch);
        if (!isBranch && !GitObjects.IsSha(reference)) repository.History.Refs.TryAdd("tags/" + reference, commit.Sha);
        repository.PushedAt = gitHub.State.Now;
        if (repository.History.Head(branch) is { } after && after != before)
            gitHub.Events.Pushed(repository, "refs/heads/" + branch, before, after, author);
        return commit;
    }

    private static bool LooksLikeVersion(string reference) =>
        reference.Length > 0 && (char.IsAsciiDigit(reference[^1]) && reference.Contains('.', StringComparison.Ordinal)
            || char.IsAsciiDigit(reference[0]) || (reference[0] == 'v' && reference.Length > 1 && char.IsAsciiDigit(reference[1])));

    private JsonObject AddCommits(ControlRequest request)
    {
        var name = GitHubControl.RepositoryName(request);
        var given = request.Objects("commits").Select(c => new ControlRequest(c)).ToList();
        var read = given.Select(c =>
            (Sha: c.Required("sha"), Message: c.Optional("message") ?? "", Author: c.Optional("author") ?? "developer",
            At: c.Instant("at") ?? gitHub.State.Now, Files: ReadFiles(c), Parents: c.Texts("parents"))).ToList();
        var repository = Room(name);
        var branch = request.Optional("branch") ?? repository.DefaultBranch;
        if (repository.History.Head(branch) is null && branch != repository.DefaultBranch)
            Branch(repository, branch, request.Optional("from"));
        var before = repository.History.Head(branch);
        foreach (var (sha, message, author, at, files, parents) in read)
        {
            var known = parents.Select(p => repository.History.Resolve(p)
                ?? throw new MalformedRequest($"\"parents\": {repository.FullName} has no commit {p}.")).ToList();
            repository.History.Tell(
                new Commit(sha, message, author, at, [.. files.Select(f => Known(repository, f))])
                {
                    Parents = [.. known.Select(p => p.Sha)],
                },
                branch);
        }
        var after = repository.History.Head(branch);
        repository.PushedAt = gitHub.State.Now;
        if (after != before && after is not null)
            gitHub.Events.Pushed(repository, "refs/heads/" + branch, before, after, request.Optional("pusher") ?? after.Author);
        return ControlRoutes.Ok(("count", read.Count));
    }

    private static FileChange Known(Repository repository, (FileChange Change, string? Content) file) => file.Content is null
        ? file.Change
        : file.Change with { Blob = repository.History.AddBlob(Encoding.UTF8.GetBytes(file.Content)) };

    /// <summary>Files by name, or as objects with <c>status</c>, <c>patch</c>, <c>content</c> and counts.</summary>
    private static IReadOnlyList<(FileChange Change, string? Content)> ReadFiles(ControlRequest commit)
    {
        if (commit.Body["files"] is not JsonArray list || list.Count == 0) return [];
        if (list.All(f => f is JsonValue))
            return [.. commit.Texts("files").Select(f => (new FileChange(f, "modified", 1, 1), (string?)null))];
        return [.. commit.Objects("files").Select(f => new ControlRequest(f)).Select(f =>
        {
            var patch = f.Optional("patch");
            var (added, removed) = patch is null ? (1, f.Optional("status") == "added" ? 0 : 1) : LineDiff.Count(patch);
            var change = new FileChange(
                f.Required("filename"), f.Optional("status") ?? "modified", f.Count("additions", added), f.Count("deletions", removed))
            {
                Patch = patch, FormerName = f.Optional("previous_filename"),
            };
            return (change, f.Optional("content"));
        })];
    }

    private JsonObject AddBranch(ControlRequest request)
    {
        var repository = Room(GitHubControl.RepositoryName(request));
        var name = request.Required("name");
        if (request.Flag("deleted"))
        {
            var gone = repository.History.Head(name) ?? throw new MalformedRequest($"{repository.FullName} has no branch {name}.");
            repository.History.Refs.Remove("heads/" + name);
            gitHub.Events.Pushed(repository, "refs/heads/" + name, gone, null, "developer");
            return ControlRoutes.Ok(("sha", gone.Sha));
        }
        var before = repository.History.Head(name);
        var after = Branch(repository, name, request.Optional("from") ?? request.Optional("sha"));
        if (after != before)
            gitHub.Events.Pushed(repository, "refs/heads/" + name, before, after, request.Optional("pusher") ?? "developer");
        return ControlRoutes.Ok(("sha", after.Sha));
    }

    private static Commit Branch(Repository repository, string name, string? from)
    {
        var commit = repository.History.Resolve(from ?? repository.DefaultBranch)
            ?? throw new MalformedRequest($"{repository.FullName} has no commit {from ?? repository.DefaultBranch} to start {name} at.");
        repository.History.Refs["heads/" + name] = commit.Sha;
        return commit;
    }

    private JsonObject AddPull(ControlRequest request)
    {
        var name = GitHubControl.RepositoryName(request);
        var title = request.Required("title");
        var given = ReadFiles(request);
        var merged = request.Instant("merged_at") ?? (request.Flag("merged") ? gitHub.State.Now : null);
        var state = merged is not null ? "closed" : request.Optional("state") ?? "open";
        var repository = Room(name);
        var number = (int)(request.Number("number") ?? repository.NextNumber());
        // Told again, as when it is merged later, it takes the place of what was told before.
        repository.Issues.RemoveAll(i => i.Number == number && i.Pull is not null);
        if (repository.Issues.Exists(i => i.Number == number))
            throw new MalformedRequest($"{repository.FullName} has an issue {number} already.");
        var at = request.Instant("created_at") ?? merged ?? gitHub.State.Now;
        var author = request.Optional("author") ?? "developer";
        var into = request.Optional("base") ?? repository.DefaultBranch;
        var sha = request.Optional("merge_commit_sha");
        if (sha is null && merged is { } then && (given.Count > 0 || request.Flag("merged")))
        {
            var words = string.Create(CultureInfo.InvariantCulture, $"{title} (#{number})");
            sha = Brought(repository, into, null, words, author, then, [.. given.Select(f => Known(repository, f))]).Sha;
        }
        var issue = new Issue(gitHub.State.NextId(), number, title, author, at)
        {
            Body = request.Optional("body") ?? "", IsClosed = state == "closed", UpdatedAt = merged ?? at,
            ClosedAt = state == "closed" ? merged ?? at : null,
            Pull = new PullRequest(request.Optional("head") ?? "topic", into)
            {
                MergeSha = sha, MergedAt = merged, HeadSha = merged is null ? null : request.Optional("head_sha") ?? sha,
                MergedBy = merged is null ? null : request.Optional("merged_by") ?? author, IsDraft = request.Flag("draft"),
            },
        };
        Repository.Keep(repository.Issues, issue);
        gitHub.Events.PullChanged(
            repository, issue, issue.IsClosed ? "closed" : "opened", author, api => PullReads.Full(api, repository, issue));
        return ControlRoutes.Ok(("number", issue.Number));
    }

    private JsonObject AddIssue(ControlRequest request)
    {
        var repository = Room(GitHubControl.RepositoryName(request));
        if (request.Number("number") is { } known && repository.Issues.Find(i => i.Number == known) is { } old)
            return Change(repository, old, request);
        var author = request.Optional("author") ?? "developer";
        var issue = new Issue(
            gitHub.State.NextId(), (int)(request.Number("number") ?? repository.NextNumber()), request.Required("title"), author,
            request.Instant("created_at") ?? gitHub.State.Now) { Body = request.Optional("body") };
        foreach (var label in request.Texts("labels"))
            issue.Labels.Add(GitHub.Writes.LabelWrites.Known(gitHub.State, repository, label).Name);
        issue.Assignees.AddRange(request.Texts("assignees"));
        Repository.Keep(repository.Issues, issue);
        gitHub.Events.IssueChanged(repository, issue, "opened", author);
        return request.Optional("state") is null ? ControlRoutes.Ok(("number", issue.Number)) : Change(repository, issue, request);
    }

    private JsonObject Change(Repository repository, Issue issue, ControlRequest request)
    {
        var at = request.Instant("at") ?? gitHub.State.Now;
        var by = request.Optional("by") ?? "developer";
        issue.Title = request.Optional("title") ?? issue.Title;
        issue.UpdatedAt = at;
        if (request.Optional("state") is { } state && issue.State != state)
        {
            if (state == "closed") issue.Close(at, by, request.Optional("state_reason"));
            else issue.Reopen(at);
            gitHub.Events.IssueChanged(repository, issue, issue.IsClosed ? "closed" : "reopened", by);
        }
        else
        {
            gitHub.Events.IssueChanged(repository, issue, "edited", by);
        }
        return ControlRoutes.Ok(("number", issue.Number));
    }

    private JsonObject AddRun(ControlRequest request)
    {
        var repository = Room(GitHubControl.RepositoryName(request));
        var at = request.Instant("at") ?? gitHub.State.Now;
        var conclusion = request.Optional("conclusion");
        var status = request.Optional("status") ?? (conclusion is null ? "queued" : "completed");
        if (!RunStates.Contains(status, StringComparer.Ordinal))
            throw new MalformedRequest($"\"status\" must be one of {string.Join(", ", RunStates)}.");
        var run = request.Number("id") is { } id
            ? repository.Runs.Find(r => r.Id == id) ?? throw new MalformedRequest($"{repository.FullName} has no run {id}.")
            : NewRun(repository, request, at);
        if (run.Attempts.Count == 0 || request.Flag("new_attempt")) run.Attempts.Add(new RunAttempt(status, conclusion, at, at));
        else run.Attempts[^1] = run.Attempts[^1] with { Status = status, Conclusion = conclusion, UpdatedAt = at };
        gitHub.Events.RunChanged(repository, run);
        return ControlRoutes.Ok(("id", run.Id), ("attempt", run.Attempts.Count));
    }

    private WorkflowRun NewRun(Repository repository, ControlRequest request, DateTimeOffset at)
    {
        var workflow = request.Optional("workflow") ?? "Deploy";
        var branch = request.Optional("branch") ?? repository.DefaultBranch;
        var run = new WorkflowRun(gitHub.State.NextId(), workflow, repository.Runs.Count(r => r.Workflow == workflow) + 1)
        {
            Branch = branch, Event = request.Optional("event") ?? "push", Actor = request.Optional("actor") ?? "developer", CreatedAt = at,
            Sha = request.Optional("sha") ?? repository.History.Head(branch)?.Sha
                ?? GitObjects.MadeUpSha($"{repository.FullName}@{branch}"),
            Title = request.Optional("title") ?? repository.History.Head(branch)?.Message.Split('\n')[0] ?? workflow,
        };
        Repository.Keep(repository.Runs, run);
        return run;
    }

    private JsonObject AddCheck(ControlRequest request)
    {
        var repository = Room(GitHubControl.RepositoryName(request));
        var reference = request.Optional("ref") ?? repository.DefaultBranch;
        var commit = repository.History.Resolve(reference)
            ?? throw new MalformedRequest($"{repository.FullName} has no commit {reference}.");
        var at = request.Instant("at") ?? gitHub.State.Now;
        var conclusion = request.Optional("conclusion");
        var check = new CheckRun(
            gitHub.State.NextId(), request.Required("name"), commit.Sha,
            conclusion is null ? request.Optional("status") ?? "queued" : "completed",
            conclusion, at, conclusion is null ? null : at) { Title = request.Optional("title"), Summary = request.Optional("summary") };
        Repository.Keep(repository.Checks, check);
        gitHub.Events.Checked(repository, check);
        return ControlRoutes.Ok(("id", check.Id));
    }

    private Repository Room(string name)
    {
        var repository = gitHub.State.Known(name);
        gitHub.State.MakeRoom(repository);
        return repository;
    }
}
