using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub.Setup;
using IncidentBot.Operating;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>Says how the bot hears of deploys during an incident; asks nobody.</summary>
internal static class WebhookChecks
{
    private const string Area = "Webhooks";

    /// <summary>What there is to say; nothing where no service has a repository.</summary>
    public static IReadOnlyList<Finding> Run(GitHubOptions options, CatalogueOptions catalogue, ChangesOptions changes)
    {
        if (catalogue.Services.Values.All(service => service.Repositories.Count == 0))
            return [];
        if (options.WebhookSecretOrNull is not null)
            return [Finding.Good(Area, $"GitHub's webhooks are taken at {WebhookEndpoint.Path}.")];

        return
        [
            new Finding(
                Area, Verdict.Ok,
                changes.PollMinutes > 0
                    ? $"GitHub's webhooks aren't taken; during an incident deploys are asked for every {changes.PollMinutes} min."
                    : "GitHub's webhooks aren't taken, and Changes:PollMinutes is 0: during an incident nobody is told of deploys.",
                "To hear of them at once, set GitHub:WebhookSecret and add the webhook: docs/operating.md, \"GitHub's webhooks\"."),
        ];
    }
}
