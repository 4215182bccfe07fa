using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>
/// Keeps a question from waiting in a private channel for somebody who is not there: nobody but its members invites people into it.
/// </summary>
internal static class PrivateRoom
{
    /// <summary>Refuses to ask somebody who would not see it; null: they would, or nobody can tell.</summary>
    /// <param name="incident">Whose channel.</param>
    /// <param name="asked">Who is to be asked.</param>
    /// <param name="by">Who asks; whoever means themselves knows of it.</param>
    /// <param name="platform">The incident's platform.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in the channel.</exception>
    public static async Task<Refusal?> RefuseAsync(
        Incident incident, Person asked, Person by, IChatPlatform platform, CancellationToken cancellationToken)
    {
        if (incident is not { Visibility: Visibility.Private, Channel: { } channel } || asked.IsBot || asked.Id == by.Id)
            return null;

        // The bot itself is in every channel that it can read.
        var members = await platform.ListMembersAsync(incident.Workspace, channel, cancellationToken);
        return members.Count == 0 || members.Contains(asked.Id)
            ? null
            : new Refusal(
                $"{OneLine.Of(asked.Name, 80)} is not in this private channel and would not see it, so nothing was changed. "
                    + $"Invite them first{With(platform.Words, asked)} and then do it again.");
    }
    private static string With(ChatWords words, Person asked) =>
        words.InviteCommand is { } command ? $", with `{command} @{OneLine.Of(asked.Name, 80)}`," : string.Empty;
}
