using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.Reads;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>Labels of a repository and of an issue (docs.github.com/rest/issues/labels).</summary>
internal sealed class LabelWrites(LocalGitHub gitHub, HookEvents events)
{
    private const int LongestName = 50;
    private const int LongestDescription = 100;

    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("POST", "/labels", "create_label", "issues", Create),
        new("PATCH", "/labels/{**name}", "update_label", "issues", Update),
        new("DELETE", "/labels/{**name}", "delete_label", "issues", Delete),
        new("POST", "/issues/{number}/labels", "add_labels", "issues", (call, repo) => Change(call, repo, replaces: false)),
        new("PUT", "/issues/{number}/labels", "set_labels", "issues", (call, repo) => Change(call, repo, replaces: true)),
        new("DELETE", "/issues/{number}/labels", "remove_labels", "issues", RemoveAll),
        new("DELETE", "/issues/{number}/labels/{**name}", "remove_label", "issues", Remove),
    ];

    public static void Check(string name, string? color)
    {
        if (string.IsNullOrWhiteSpace(name)) throw GitHubRefusal.Invalid("Label", "missing_field", "name");
        if (name.Length > LongestName)
            throw GitHubRefusal.Custom("Label", $"name is too long (maximum is {LongestName} characters)", "name");
        if (color is not null && (color.Length != 6 || !color.All(char.IsAsciiHexDigit)))
            throw GitHubRefusal.Invalid("Label", "invalid", "color", color);
    }

    public static Label Known(LocalGitHub gitHub, Repository repository, string name)
    {
        if (repository.Labels.Find(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        var label = new Label(gitHub.NextId(), name, "ededed", null);
        Repository.Keep(repository.Labels, label);
        return label;
    }

    private CallAnswer Create(GitHubCall call, Repository repository)
    {
        var name = call.Body.Required("name");
        var (color, description) = (call.Body.Text("color") ?? "ededed", call.Body.Text("description"));
        Check(name, color);
        if (description?.Length > LongestDescription)
            throw GitHubRefusal.Custom("Label", $"description is too long (maximum is {LongestDescription} characters)", "description");
        if (repository.Labels.Exists(l => l.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw GitHubRefusal.Invalid("Label", "already_exists", "name");
        var label = new Label(gitHub.NextId(), name, color, description);
        Repository.Keep(repository.Labels, label);
        return GitHubCall.Created(IssueJson.Label(call.Api, repository, label));
    }

    private static CallAnswer Update(GitHubCall call, Repository repository)
    {
        var label = IssueReads.FindLabel(repository, call.Route("name"));
        var (name, color) = (call.Body.Text("new_name") ?? call.Body.Text("name") ?? label.Name, call.Body.Text("color") ?? label.Color);
        Check(name, color);
        if (repository.Labels.Exists(l => l != label && l.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw GitHubRefusal.Invalid("Label", "already_exists", "name");
        var changed = label with { Name = name, Color = color, Description = call.Body.Text("description") ?? label.Description };
        repository.Labels[repository.Labels.IndexOf(label)] = changed;
        foreach (var issue in repository.Issues)
            if (issue.Labels.IndexOf(label.Name) is >= 0 and var at) issue.Labels[at] = name;
        return call.One(IssueJson.Label(call.Api, repository, changed));
    }

    private static CallAnswer Delete(GitHubCall call, Repository repository)
    {
        var label = IssueReads.FindLabel(repository, call.Route("name"));
        repository.Labels.Remove(label);
        foreach (var issue in repository.Issues) issue.Labels.Remove(label.Name);
        return GitHubCall.Nothing();
    }

    private CallAnswer Change(GitHubCall call, Repository repository, bool replaces)
    {
        var issue = IssueReads.Find(call, repository);
        var names = call.Body.Texts("labels") ?? [];
        foreach (var name in names) Check(name, null);
        if (replaces) issue.Labels.Clear();
        foreach (var name in names)
        {
            var label = Known(gitHub, repository, name);
            if (issue.Labels.Contains(label.Name, StringComparer.OrdinalIgnoreCase)) continue;
            issue.Labels.Add(label.Name);
            Tell(call, repository, issue, label, "labeled");
        }
        issue.UpdatedAt = gitHub.Now;
        return call.One(IssueJson.Labels(call.Api, repository, issue));
    }

    private CallAnswer Remove(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        var name = call.Route("name");
        if (issue.Labels.RemoveAll(l => l.Equals(name, StringComparison.OrdinalIgnoreCase)) == 0)
            throw GitHubRefusal.NotFound("Label does not exist");
        issue.UpdatedAt = gitHub.Now;
        Tell(call, repository, issue, IssueReads.FindLabel(repository, name), "unlabeled");
        return call.One(IssueJson.Labels(call.Api, repository, issue));
    }

    private CallAnswer RemoveAll(GitHubCall call, Repository repository)
    {
        var issue = IssueReads.Find(call, repository);
        issue.Labels.Clear();
        issue.UpdatedAt = gitHub.Now;
        return GitHubCall.Nothing();
    }

    private void Tell(GitHubCall call, Repository repository, Issue issue, Label label, string action) =>
        events.IssueChanged(repository, issue, action, call.Login, new() { ["label"] = IssueJson.Label(call.Api, repository, label) });
}
