using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>
/// Asks an incident's channel for something, or offers it: one such message of the bot stands there at a time. Where another one is due,
/// the former is deleted and the new one posted, so that it is read and the channel still has one line of it.
/// </summary>
internal sealed class ChannelQuestions(SentKeys sent)
{
    private const string Gone = "/gone";

    /// <summary>Asks.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose channel; one that can be written in.</param>
    /// <param name="key">Names the question; begins as <see cref="Beginnings"/> says.</param>
    /// <param name="card">The question.</param>
    /// <param name="purpose">What it is sent for; null: nothing follows from its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task AskAsync(
        Work work, Incident incident, string key, Card card, SentFor? purpose, CancellationToken cancellationToken)
    {
        foreach (var former in await ListStandingAsync(work.Workspace, incident.Id, cancellationToken))
        {
            if (former != key)
                work.Send(
                    new Outgoing(former + Gone, new DeletePosted(MessageTarget.From(former))) { After = former, Lane = Lane(incident.Id) });
        }

        work.Send(
            new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), card))
            {
                For = purpose,
                After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
                Lane = Lane(incident.Id),
            });
    }

    /// <summary>Whether a key is that of a question, rather than of what became of it.</summary>
    public static bool IsQuestion(string key) =>
        !key.EndsWith(Gone, StringComparison.Ordinal) && !key.EndsWith(EndQuestions.Ended, StringComparison.Ordinal);

    /// <summary>Whether a question among these was deleted.</summary>
    public static bool IsGone(string key, IReadOnlySet<string> among) => among.Contains(key + Gone);

    /// <summary>The order in which questions are posted, ended and deleted.</summary>
    public static string Lane(IncidentId incident) => $"{incident}/questions";

    /// <summary>How the keys of an incident's questions begin.</summary>
    public static IReadOnlyList<string> Beginnings(IncidentId incident) =>
        [
            $"{incident}/reminder/", $"{incident}/nudge-for-commander/", $"{incident}/ask-open-questions", $"{incident}/offer-archive/",
            $"{incident}/role-left/", $"{incident}/postmortem/",
        ];

    private async Task<IReadOnlyList<string>> ListStandingAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var standing = new List<string>();
        foreach (var beginning in Beginnings(incident))
        {
            var keys = await sent.ListAsync(workspace, beginning, cancellationToken);
            standing.AddRange(keys.Where(key => IsQuestion(key) && !IsGone(key, keys)));
        }

        return standing;
    }
}
