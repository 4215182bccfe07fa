using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Actions;

/// <summary>What an action item is made from.</summary>
/// <param name="Message">The message whose words it has; null: none.</param>
/// <param name="Permalink">The address at which it can be read; null: none.</param>
/// <param name="IsGone">Whether the message was deleted meanwhile, and its words with it.</param>
internal sealed record ActionSource(MessageId? Message, Uri? Permalink, bool IsGone = false);

/// <summary>Writes and reads what the form that makes an action item carries of where it comes from.</summary>
internal sealed class ActionSources(TimelineStore timeline, MessageHistoryStore messages, ChatPlatforms platforms)
{
    private const string OfEntry = "entry", OfAMessage = "message", OfFix = "fix";

    /// <summary>Behind the incident: an entry of its timeline.</summary>
    public static string[] Entry(int number) => [OfEntry, number.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Behind the incident: a message.</summary>
    public static string[] Message(MessageId message) => [OfAMessage, message.Channel.Value, message.Id];

    /// <summary>Behind the incident: the entry that tells of a temporary fix.</summary>
    public static string[] Fix(int entry) => [OfFix, entry.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Whether it replaces a temporary fix.</summary>
    public static bool IsFix(string more) => more.Split('|') is [OfFix, ..];

    /// <summary>The number of the entry that is named; null: none is.</summary>
    public static int? EntryIn(string more) =>
        more.Split('|') is [OfEntry or OfFix, var number] && int.TryParse(
            number, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
            ? entry
            : null;

    /// <summary>What a form was opened for; null: nothing in particular.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked for the message's address.</exception>
    public async Task<ActionSource?> ReadAsync(Incident incident, string more, Work work, CancellationToken cancellationToken)
    {
        if (more.Split('|') is [OfAMessage, var channel, var id])
            return await OfMessageAsync(incident, new MessageId(new ChannelId(channel), id), work, cancellationToken);
        if (EntryIn(more) is not { } number)
            return null;
        if (await FindAsync(incident, number, cancellationToken) is not { } entry)
            return new ActionSource(null, null, IsGone: !IsFix(more));

        // The words of what replaces a temporary fix are not those of its entry.
        return new ActionSource(IsFix(more) ? null : entry.SplitFrom ?? entry.Message, entry.Permalink);
    }

    /// <summary>A message.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked for its address.</exception>
    public async Task<ActionSource> OfMessageAsync(
        Incident incident, MessageId message, Work work, CancellationToken cancellationToken)
    {
        var history = await messages.FindAsync(work.Workspace, incident.Id, message, cancellationToken);
        return history.Removal is { IsTextKept: false }
            ? new ActionSource(message, null, IsGone: true)
            : new ActionSource(
                message, await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, message, cancellationToken));
    }

    /// <summary>An entry of a timeline; null: there is none of this number, or it was removed or withdrawn.</summary>
    public async Task<TimelineEntry?> FindAsync(Incident incident, int number, CancellationToken cancellationToken) =>
        (await timeline.ListAsync(incident.Workspace, incident.Id, cancellationToken))
            .FirstOrDefault(entry => entry.Number == number && !entry.IsRemoved);
}
