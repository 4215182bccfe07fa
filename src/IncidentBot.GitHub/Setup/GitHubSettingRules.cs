using System.Text.RegularExpressions;
using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Postmortem;

namespace IncidentBot.GitHub.Setup;

/// <summary>Checks the GitHub settings without calling GitHub.</summary>
public static partial class GitHubSettingRules
{
    private const int ShortestSecret = 16;

    /// <summary>What is wrong with GitHub's settings, the catalogue's repositories and the workflows, a sentence each.</summary>
    public static IEnumerable<string> Problems(GitHubOptions options, CatalogueOptions catalogue, ChangesOptions changes) =>
        [.. GitHubAppRules.Problems(options), .. Secret(options), .. Repositories(catalogue), .. Workflows(catalogue, changes)];

    /// <summary>What keeps issues from being made, a sentence each; nothing where none are wanted.</summary>
    public static IEnumerable<string> IssueProblems(GitHubOptions options, ActionsOptions actions)
    {
        if (actions.Issues != IssueMaking.Off && options.Access == GitHubAccess.Anonymous)
            yield return $"Actions:Issues is {actions.Issues}, but nobody can make issues without signing in: set GitHub:AppId to a GitHub "
                + "App that may write issues, or GitHub:Token to a token that may.";
    }

    /// <summary>Whether GitHub may be written to where that is set, in at most one sentence for each setting.</summary>
    public static IEnumerable<string> WriteProblems(GitHubOptions options, PostmortemOptions postmortem) =>
        options.Access != GitHubAccess.Anonymous
            ? []
            : postmortem.Repositories().Select(
                one => $"{one.Setting} is \"{one.Repository}\", but the bot may not write to GitHub: set GitHub:AppId to a GitHub App, "
                    + "such as 123456, or GitHub:Token to a token that may write its contents and pull requests.");

    private static IEnumerable<string> Secret(GitHubOptions options)
    {
        if (options.WebhookSecretOrNull is { Length: < ShortestSecret })
            yield return $"GitHub:WebhookSecret is shorter than {ShortestSecret} characters: make one with \"openssl rand -hex 32\", and "
                + "set the same on the webhook's page at GitHub.";
    }

    private static IEnumerable<string> Repositories(CatalogueOptions catalogue) =>
        from service in catalogue.Services
        from repository in service.Value.Repositories
        where !Repository().IsMatch(repository)
        select $"Catalogue:Services:{service.Key}:Repositories has \"{repository}\", but a repository is written owner/name, such as "
            + "acme/checkout.";

    private static IEnumerable<string> Workflows(CatalogueOptions catalogue, ChangesOptions changes)
    {
        var known = catalogue.Services.Values.SelectMany(service => service.Repositories).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var text in changes.Workflows)
        {
            var workflow = WorkflowName.Read(text);
            if (workflow is null || !Repository().IsMatch(workflow.Repository))
                yield return $"Changes:Workflows has \"{text}\", but a workflow is written owner/name:file, such as "
                    + "acme/checkout:deploy.yml.";
            else if (!known.Contains(workflow.Repository))
                yield return $"Changes:Workflows has \"{text}\", but no service of the catalogue has the repository {workflow.Repository}: "
                    + "add it to Catalogue:Services:NAME:Repositories, or leave the workflow out.";
        }
    }

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Repository();
}
