using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>Writes and reads what the form that states a hypothesis carries of where it comes from.</summary>
internal sealed class HypothesisSources(
    ReadSuspects suspects, ChangesBoard board, MessageHistoryStore messages, ChatPlatforms platforms)
{
    private const string OfAMessage = "message", OfAChange = "change";

    /// <summary>Behind the incident: a message.</summary>
    public static string[] Message(MessageId message) => [OfAMessage, message.Channel.Value, message.Id];

    /// <summary>The change that a button or form names by its number; null: none is named, or it isn't on record any more.</summary>
    /// <param name="incident">Whose change.</param>
    /// <param name="more">What stands behind the incident.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ServiceChange?> FindChangeAsync(
        Incident incident, string more, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (more.Split('|') is not [OfAChange, var typed] || !DecideOnChangeRules.TryReadNumber(typed, out var number))
            return null;

        var material = await suspects.ReadAsync(incident, cancellationToken);
        var (view, _) = await board.ViewAsync(material, now, cancellationToken);
        return view.Shown.KeyOf(number) is { } key ? view.Ranked.Find(key)?.Change : null;
    }

    /// <summary>What a form was opened for; null: its message was deleted meanwhile, and its words with it.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked for the message's address.</exception>
    public async Task<HypothesisOrigin?> ReadAsync(Call call, CancellationToken cancellationToken)
    {
        var (incident, work) = (call.Incident, call.Work);
        if (call.More.Split('|') is not [OfAMessage, var channel, var id])
            return new HypothesisOrigin(
                null, (await FindChangeAsync(incident, call.More, work.Now, cancellationToken))?.Key);

        var message = new MessageId(new ChannelId(channel), id);
        var history = await messages.FindAsync(work.Workspace, incident.Id, message, cancellationToken);
        if (history.Removal is { IsTextKept: false })
            return null;

        var link = await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, message, cancellationToken);
        return new HypothesisOrigin(new HypothesisSource(message, link), null);
    }
}

/// <summary>Where a hypothesis comes from.</summary>
/// <param name="Source">The message whose words it has; null: none.</param>
/// <param name="ChangeKey">The key of the change that it suspects; null: none.</param>
internal sealed record HypothesisOrigin(HypothesisSource? Source, string? ChangeKey)
{
    /// <summary>Somebody's own words.</summary>
    public static HypothesisOrigin None { get; } = new(null, null);
}
