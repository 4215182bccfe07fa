using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Postmortem;

/// <summary>
/// Keeps the one message in the incident's channel that tells of the draft: it names the newest from then on, so no other is posted while
/// the last steps are settled.
/// </summary>
internal sealed class PostmortemBoard(SentKeys sent, ChannelQuestions questions, PostmortemOptions options)
{
    /// <summary>Tells of a new draft.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="draft">The newest one.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Whether it is a new message; false: the one that is there names it.</returns>
    public async Task<bool> ShowAsync(Incident incident, PostmortemDraft draft, Work work, CancellationToken cancellationToken)
    {
        var card = PostmortemCard.Of(incident.Id, draft, options.RepositoryFor(incident) is not null);
        if (await FindAsync(incident, draft, work, cancellationToken) is { } told)
        {
            IncidentBoard.Refresh(work, told, "draft", card);
            return false;
        }

        await questions.AskAsync(work, incident, Key(incident.Id, draft.Version), card, purpose: null, cancellationToken);
        return true;
    }

    /// <summary>Says that a draft is exported, where a message tells of it: there is nothing left to press.</summary>
    public async Task ShowExportedAsync(
        Incident incident, PostmortemDraft draft, string fileName, Work work, CancellationToken cancellationToken)
    {
        if (incident.CanPost && await FindAsync(incident, draft, work, cancellationToken) is { } told)
            IncidentBoard.Refresh(work, told, "exported", PostmortemCard.Exported(draft, fileName));
    }

    private async Task<string?> FindAsync(Incident incident, PostmortemDraft draft, Work work, CancellationToken cancellationToken)
    {
        var keys = await sent.ListAsync(work.Workspace, Beginning(incident.Id), cancellationToken);
        var told = Enumerable.Range(1, draft.Version).Select(version => Key(incident.Id, version)).LastOrDefault(keys.Contains);
        return told is not null && !ChannelQuestions.IsGone(told, keys) ? told : null;
    }

    private static string Beginning(IncidentId incident) => $"{incident}/postmortem/";

    private static string Key(IncidentId incident, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{Beginning(incident)}{version}");
}
