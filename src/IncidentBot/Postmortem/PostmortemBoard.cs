using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions;

namespace IncidentBot.Postmortem;

/// <summary>
/// Keeps the one message in the incident's channel that tells of the draft: it names the newest from then on, so no other is posted while
/// the last steps are settled.
/// </summary>
internal sealed class PostmortemBoard(SentKeys sent, ChannelQuestions questions, PostmortemOptions options)
{
    /// <summary>Tells of a new draft.</summary>
    /// <param name="incident">Whose draft.</param>
    /// <param name="now">How it stands.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Whether it is a new message; false: the one that is there names it.</returns>
    public async Task<bool> ShowAsync(Incident incident, DraftNow now, Work work, CancellationToken cancellationToken)
    {
        if (await RefreshAsync(incident, now, work, cancellationToken))
            return false;

        var key = string.Create(CultureInfo.InvariantCulture, $"{Beginning(incident.Id)}{now.Draft!.Version}");
        await questions.AskAsync(
            work, incident, key, DraftCard.Of(incident, now, HasRepository(incident)), purpose: null, cancellationToken);
        return true;
    }

    /// <summary>Shows how the draft stands on the message that tells of it; false: none does any more.</summary>
    public async Task<bool> RefreshAsync(Incident incident, DraftNow now, Work work, CancellationToken cancellationToken)
    {
        if (await FindAsync(incident.Id, work, cancellationToken) is not { } told)
            return false;

        IncidentBoard.Refresh(work, told, "draft", DraftCard.Of(incident, now, HasRepository(incident)));
        return true;
    }

    /// <summary>Says that a draft is exported, where a message tells of it: there is nothing left to press.</summary>
    public async Task ShowExportedAsync(Incident incident, DraftNow now, string fileName, Work work, CancellationToken cancellationToken)
    {
        if (incident.CanPost && await FindAsync(incident.Id, work, cancellationToken) is { } told)
            IncidentBoard.Refresh(work, told, "exported", DraftCard.Exported(incident, now, fileName, HasRepository(incident)));
    }

    /// <summary>Posts the message anew below all that was said since, with a reminder.</summary>
    public Task RemindAsync(Incident incident, int version, int step, Card card, Work work, CancellationToken cancellationToken) =>
        questions.AskAsync(
            work, incident,
            string.Create(CultureInfo.InvariantCulture, $"{Beginning(incident.Id)}{version}/reminder/{step}/{work.Now.UtcTicks}"), card,
            purpose: null, cancellationToken);

    private bool HasRepository(Incident incident) => options.RepositoryFor(incident) is not null;

    // Of those that still stand there is one.
    private async Task<string?> FindAsync(IncidentId incident, Work work, CancellationToken cancellationToken)
    {
        var keys = await sent.ListAsync(work.Workspace, Beginning(incident), cancellationToken);
        return keys.Where(key => Version(key) > 0 && ChannelQuestions.IsQuestion(key) && !ChannelQuestions.IsGone(key, keys))
            .OrderByDescending(Version).ThenByDescending(key => key, StringComparer.Ordinal).FirstOrDefault();
    }

    private static int Version(string key) =>
        int.TryParse(key.Split('/').ElementAtOrDefault(2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static string Beginning(IncidentId incident) => $"{incident}/postmortem/";
}
