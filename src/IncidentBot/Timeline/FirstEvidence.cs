using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>
/// Makes the message that an incident was started from the first entry of its timeline, at its own time, with author and address.
/// </summary>
internal sealed class FirstEvidence(MessageHistoryStore messages, TimelineStore store, ChatPlatforms platforms)
{
    // A form carries little; of a message that can be read again its words need not travel.
    private const int Shown = 500;

    /// <summary>The form with the message in it.</summary>
    /// <param name="form">The form that starts an incident.</param>
    /// <param name="message">The message as it was picked.</param>
    /// <param name="permalink">Its address for people; null: there is none.</param>
    /// <param name="canBeRead">Whether the bot can read it again; else its words travel with the form, cut where they are too many.</param>
    /// <param name="limits">How much a form carries.</param>
    public static Form AddTo(Form form, ChatMessage message, Uri? permalink, bool canBeRead, ChatLimits limits)
    {
        var intro = new RichText([]).Plain("From a message by ").Person(message.Author.Id, message.Author.Name).Plain(", ").Time(message.At)
            .Plain($": “{OneLine.Of(CaptureMessageRules.TextOf(message), Shown)}” ");
        if (permalink is not null)
            intro = intro.Link(permalink, "Open the message").Plain(". ");

        return form with
        {
            Context = Carry(message, permalink, canBeRead, limits.FormContext),
            Intro = intro.Plain("It becomes the first entry of the timeline."),
        };
    }

    /// <summary>Records the message that an incident was started from.</summary>
    /// <param name="incident">The incident that is being started.</param>
    /// <param name="by">The form; one without a message leads to nothing.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="ChatUnavailableException">The message could not be read; the row is tried again.</exception>
    public async Task<Happened> HandleAsync(Incident incident, FormSubmitted by, Work work, CancellationToken cancellationToken)
    {
        if (by.Context.Length == 0 || JsonSerializer.Deserialize(by.Context, TimelineJson.Default.PickedMessage) is not { } picked)
            return Happened.Nothing;

        var message = picked.Words is null
            ? await platforms.Of(work.Platform).FindMessageAsync(work.Workspace, picked.Id, cancellationToken)
            : picked.Message();
        if (message is null)
            return Happened.Refused(
                $"I can no longer read the message that {incident.Id} was started from, so it isn't in the timeline. "
                    + $"Add what it said as a note. ({When.ToTheSecond(by.At)})");

        var sign = new CaptureSign(CaptureSign.Shortcut, by.Who, by.At, IsOn: true, EntryKind.Observation);
        var number = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var history = await messages.FindAsync(work.Workspace, incident.Id, message.Id, cancellationToken);
        if (CaptureMessageRules.Decide(incident.Id, message, known: null, sign, gone: null, number, by).Fact is not { } recorded
            || history.Signs.Count > 0)
            return Happened.Nothing;

        MessageHistoryStore.Add(work.Batch, work.Workspace, incident.Id, new MessageMarked(message.Id, sign));
        MessageHistoryStore.Add(
            work.Batch, work.Workspace, incident.Id, new MessageRevised(message.Id, MessageRevision.Of(message, recorded.Entry.Said)));
        TimelineStore.Add(work.Batch, work.Workspace, incident.Id, recorded.Entry with { Permalink = picked.Link });
        FileRequests.Note(incident.Id, message.Id, message.Files, work);
        Point(incident, message, picked.Link, work);
        return Happened.Nothing;
    }

    // Without its words: those stand in the timeline, from which a deletion takes them.
    private static void Point(Incident incident, ChatMessage message, Uri? link, Work work)
    {
        var text = new RichText([]).Plain("Started from a message by ").Person(message.Author.Id, message.Author.Name)
            .Plain(", ").Time(message.At).Plain(". ");
        text = (link is null ? text : text.Link(link, "Open the message").Plain(". ")).Plain("It is the first entry of the timeline.");
        work.Send(new Outgoing(IncidentKeys.Origin(incident.Id), new PostCard(IncidentBoard.Channel(incident), Card.Of(text)))
        {
            After = IncidentKeys.Channel(incident.Id),
            Lane = IncidentKeys.Opening(incident.Id),
            Urgency = Urgency.Now,
        });
    }

    private static string Carry(ChatMessage message, Uri? permalink, bool canBeRead, int mostCarried)
    {
        var picked = new PickedMessage(
            message.Id.Channel.Value, message.Id.Id, message.At, message.Author, permalink?.OriginalString, canBeRead ? null : message.Text,
            message.EditedAt);
        for (var most = mostCarried; ; most -= 100)
        {
            var json = JsonSerializer.Serialize(picked, TimelineJson.Default.PickedMessage);
            if (json.Length <= mostCarried || picked.Words is not { Length: > 0 } words)
                return json;

            picked = picked with { Words = words.Length > most ? $"{words[..most]}…" : string.Empty };
        }
    }
}

/// <summary>A message as a form carries it.</summary>
/// <param name="Channel">Where it stands.</param>
/// <param name="OwnId">Its id there.</param>
/// <param name="At">When it was posted; UTC.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Permalink">Its address for people; null: none.</param>
/// <param name="Words">Its words; null: it is read again.</param>
/// <param name="EditedAt">When they were last edited; UTC. Null: never.</param>
internal sealed record PickedMessage(
    string Channel, [property: JsonPropertyName("ts")] string OwnId, DateTimeOffset At, Person Author, string? Permalink, string? Words,
    DateTimeOffset? EditedAt)
{
    /// <summary>Which message.</summary>
    [JsonIgnore]
    public MessageId Id => new(new ChannelId(Channel), OwnId);

    /// <summary>Its address.</summary>
    [JsonIgnore]
    public Uri? Link => Uri.TryCreate(Permalink, UriKind.Absolute, out var link) ? link : null;

    /// <summary>The message itself.</summary>
    public ChatMessage Message() => new(Id, At, Author, Words ?? string.Empty, Thread: null) { EditedAt = EditedAt };
}
