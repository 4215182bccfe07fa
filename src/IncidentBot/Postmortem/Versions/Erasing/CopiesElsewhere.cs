using System.Globalization;
using IncidentBot.Actions;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports.Pulls;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Postmortem.Versions.Erasing;

/// <summary>A pull request or issue that still has words which left the record.</summary>
/// <param name="Name">What people call it, such as <c>acme/postmortems#12</c>.</param>
/// <param name="Address">Where it is; null: not known.</param>
internal sealed record CopyElsewhere(string Name, Uri? Address);

/// <summary>
/// Finds the pull requests and issues that were made with words that somebody deleted: the bot doesn't rewrite what teams work on there.
/// </summary>
internal sealed class CopiesElsewhere(PullStore pulls, ActionStore actions)
{
    /// <summary>Those of an incident, each once: pull requests first, in the order of making.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="versions">The versions of its draft that had the words.</param>
    /// <param name="removed">The words.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<CopyElsewhere>> ListAsync(
        Incident incident, IReadOnlySet<int> versions, IReadOnlyList<RemovedText> removed, CancellationToken cancellationToken)
    {
        var done = (await pulls.ListAsync(incident.Workspace, incident.Id, cancellationToken))
            .Where(pull => pull.Pull is not null && versions.Contains(pull.Version));
        List<CopyElsewhere> found = [.. done.Select(pull => Named(pull.Repository, pull.Pull!.Value, pull.Address))];
        foreach (var item in await actions.ListAsync(incident.Workspace, incident.Id, cancellationToken))
        {
            if (item.Issue is not { Number: { } number } issue)
                continue;

            var words = await actions.ListWordsAsync(incident.Workspace, incident.Id, item.Number, cancellationToken);
            if (words.Any(text => Quotes(text, removed)))
                found.Add(Named(issue.Repository, number, issue.Address));
        }

        return [.. found.DistinctBy(copy => copy.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static bool Quotes(string text, IReadOnlyList<RemovedText> removed) =>
        removed.Any(one => one.Text == text) || CutWords.Of(text, removed) != text;

    private static CopyElsewhere Named(string repository, int number, Uri? address) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{repository}#{number}"), address);
}
