using System.Globalization;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Versions;

/// <summary>Shows on the command line which versions of a draft there are, and in what two differ; only reads.</summary>
public sealed class DraftHistory(PostmortemStore drafts)
{
    /// <summary>A line for each version, the first one first; empty: there is no draft.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(Incident incident, CancellationToken cancellationToken) =>
    [
        .. (await drafts.ListAsync(incident.Workspace, incident.Id, cancellationToken)).Select(
            version => string.Create(
                CultureInfo.InvariantCulture,
                $"{version.Version,4}  {When.ToTheSecond(version.At)}  {version.Author?.Name ?? "the bot"}"
                    + $"{(version.MadeFrom is { } from ? $", from draft {from}" : string.Empty)}")),
    ];

    /// <summary>In what two versions differ, as a unified diff; empty: in nothing. Null: one of them does not exist.</summary>
    public async Task<string?> DiffAsync(Incident incident, int from, int to, CancellationToken cancellationToken) =>
        await drafts.FindAsync(incident.Workspace, incident.Id, from, cancellationToken) is { } old
        && await drafts.FindAsync(incident.Workspace, incident.Id, to, cancellationToken) is { } now
            ? ShowDraft.Diff(old, now)
            : null;
}
