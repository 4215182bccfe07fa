using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Keeps what everyone sees of an incident in its channel current, and tells them what has happened.</summary>
internal static class IncidentBoard
{
    /// <summary>Writes what has happened and shows it everywhere.</summary>
    /// <returns>The incident as it stands now.</returns>
    public static Incident Commit(Work work, Incident loaded, params IReadOnlyList<IncidentFact> facts)
    {
        var now = facts.Aggregate(loaded, (before, fact) => IncidentStore.Save(work.Batch, before, fact));
        Show(work, loaded, now);
        return now;
    }

    /// <summary>Shows everywhere how an incident stands; in a channel that cannot be written in, once it can be again.</summary>
    internal static void Show(Work work, Incident loaded, Incident now)
    {
        if (now.CanPost)
        {
            Refresh(work, IncidentKeys.Card(now.Id), "card", IncidentCard.Compose(now));
            if (FollowTopic.Later(loaded.CanPost ? IncidentWords.Topic(loaded) : string.Empty, now, work.Key) is { } topic)
                work.Then(topic);
        }
    }

    /// <summary>Replaces a lasting message by its newest state; updates that wait are dropped for it.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="message">The key under which the message was posted.</param>
    /// <param name="name">Tells this update from others of the same work.</param>
    /// <param name="card">The newest state.</param>
    public static void Refresh(Work work, string message, string name, Card card) =>
        work.Send(new Outgoing($"{work.Key}/{name}", new UpdateCard(MessageTarget.From(message), card))
        {
            After = message,
            Lane = message,
            Replaces = message,
        });

    /// <summary>Posts a message into the incident's channel, after those posted before it.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose channel; just after the fact that it is about.</param>
    /// <param name="text">The message.</param>
    /// <param name="by">Who did it, and when; null: the bot itself.</param>
    /// <param name="buttons">What may be done about it; none where left out.</param>
    public static void Post(Work work, Incident incident, RichText text, Inbound? by, params IReadOnlyList<Button> buttons) =>
        Post(work, incident, text, by, threadOf: null, buttons);

    /// <summary>
    /// Posts what somebody said together with other things, such as all that a form asked: one act is one line, so a line that the same
    /// work is about to post gets it as well. <see cref="KeepEvidence"/> finds the line for each of the facts.
    /// </summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose channel; just after the fact that it is about.</param>
    /// <param name="text">What was said, as it goes on behind the name of who said it.</param>
    /// <param name="by">Who did it, and when.</param>
    public static void PostTogether(Work work, Incident incident, RichText text, Inbound by)
    {
        var name = $"{incident.Id}/said-together";
        var earlier = work.Made<ToldTogether>(name);
        var all = earlier is null
            ? new RichText([]).Person(by.Who.Id, by.Who.Name).Plain(" ").Then(text)
            : earlier.Text.Plain(" · ").Then(text);
        var key = earlier?.Key ?? IncidentKeys.Told(incident.Id, incident.Version);
        work.Make(name, new ToldTogether(key, all));
        if (earlier is null || !work.Reword(key, _ => CardOf(work, all, by, [])))
            Post(work, incident, all, by);
    }

    /// <summary>
    /// Tells of a fact in the thread of the incident's card: what belongs to the record, and what nobody has to read when it is posted.
    /// </summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose card; just after the fact that it is about.</param>
    /// <param name="text">The message.</param>
    /// <param name="by">Who did it, and when.</param>
    public static void PostBelowCard(Work work, Incident incident, RichText text, Inbound by) =>
        Post(work, incident, text, by, IncidentKeys.Card(incident.Id), []);

    /// <summary>Says something of the bot's own in the thread of the incident's card.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose card.</param>
    /// <param name="text">The message.</param>
    /// <param name="key">The same for the same message.</param>
    public static void PostBelowCard(Work work, Incident incident, RichText text, string key) =>
        Send(
            work, incident, key, new Card($"{text.ToPlainText()} ({When.ToTheSecond(work.Now)})", [new Paragraph(text)]),
            IncidentKeys.Card(incident.Id), why: null);

    /// <summary>
    /// Keeps one message in the thread of the incident's card, for which nobody waits: posted once, edited from then on, and left alone
    /// where somebody has deleted it.
    /// </summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose card.</param>
    /// <param name="key">The key under which the message is posted.</param>
    /// <param name="isThere">Whether it has been posted.</param>
    /// <param name="name">Tells this update from others of the same work.</param>
    /// <param name="card">Its newest state.</param>
    public static void KeepBelowCard(Work work, Incident incident, string key, bool isThere, string name, Card card) =>
        work.Send(
            isThere
                ? new Outgoing($"{work.Key}/{name}", new UpdateCard(MessageTarget.From(key), card) { MayBeGone = true })
                {
                    After = key, Lane = key, Replaces = key, Urgency = Urgency.Later,
                }
                : new Outgoing(key, new PostCard(Channel(incident), card) { ThreadOf = IncidentKeys.Card(incident.Id) })
                {
                    After = IncidentKeys.Card(incident.Id), Lane = key, Urgency = Urgency.Later,
                });

    /// <summary>
    /// Whether a private answer is read in the incident's channel: whoever reads it there has just read what everybody was told, so it
    /// isn't said to them again.
    /// </summary>
    /// <param name="incident">Whose channel.</param>
    /// <param name="answer">Where the private answer would go.</param>
    public static bool IsReadBy(Incident incident, ReplyTo answer) => !answer.IsOnHome && incident.Channel == answer.Channel;

    private static void Post(
        Work work, Incident incident, RichText text, Inbound? by, string? threadOf, IReadOnlyList<Button> buttons)
    {
        var key = by is null ? $"{work.Key}/told" : IncidentKeys.Told(incident.Id, incident.Version);
        Send(
            work, incident, key, CardOf(work, text, by, buttons), threadOf,
            by is null ? null : SentPurposes.For(incident.Id, SentPurposes.Evidence, incident.Version));
    }

    private static Card CardOf(Work work, RichText text, Inbound? by, IReadOnlyList<Button> buttons)
    {
        var parts = new List<CardPart> { new Paragraph(text) };
        if (by is not null && Source(text, by, work.Now) is { Spans.Count: > 0 } shown)
            parts.Add(new SmallPrint(shown));
        if (buttons.Count > 0)
            parts.Add(new Buttons(buttons));

        var source = by is null ? When.ToTheSecond(work.Now) : $"{by.Who.Name}, {When.ToTheSecond(by.At)}";
        return new Card($"{text.ToPlainText()} ({source})", parts);
    }

    // The platform shows beside each message when it was posted, and the text may name whoever did it.
    private static RichText Source(RichText text, Inbound by, DateTimeOffset posted)
    {
        var isNamed = text.Spans.Any(span => span is PersonSpan named && named.Person == by.Who.Id);
        var source = isNamed ? new RichText([]) : new RichText([]).Person(by.Who.Id, by.Who.Name);
        if (When.IsSameMinute(by.At, posted))
            return source;

        return (isNamed ? source : source.Plain(", ")).Time(by.At);
    }

    private static void Send(Work work, Incident incident, string key, Card card, string? threadOf, SentFor? why) =>
        work.Send(new Outgoing(key, new PostCard(Channel(incident), card) { ThreadOf = threadOf })
        {
            For = why,
            After = threadOf ?? (incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null),
            Lane = IncidentKeys.Telling(incident.Id),
        });

    /// <summary>
    /// Deletes a question that is answered by one of its buttons, once the line that tells the answer is posted: that line says all of it.
    /// </summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="by">Who pressed; anything but a button changes nothing.</param>
    /// <param name="told">The key of the line that tells the answer.</param>
    public static void Answered(Work work, Inbound by, string told)
    {
        if (by is ButtonPressed { Message: { } message })
            work.Send(new Outgoing($"{work.Key}/answered", new DeletePosted(MessageTarget.Of(message))) { After = told });
    }

    /// <summary>
    /// Invites somebody who is asked for something there: a mention alone reaches no one who is not in the channel. Nobody is
    /// invited into a private channel: its members decide whom to invite.
    /// </summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose channel.</param>
    /// <param name="asked">Who is asked; who is in the channel already stays as they are.</param>
    /// <param name="by">Who asks; whoever asks themselves is not invited.</param>
    public static void InviteAsked(Work work, Incident incident, Person asked, Person by)
    {
        if (incident.Visibility == Visibility.Public && asked.Id != by.Id)
            Invite(work, incident, $"{work.Key}/bring", [asked.Id]);
    }

    /// <summary>Invites people into the incident's channel, whether or not it is open yet.</summary>
    internal static void Invite(Work work, Incident incident, string key, IReadOnlyList<PersonId> people, SentFor? why = null) =>
        work.Send(new Outgoing(key, new Invite(Channel(incident), people))
        {
            For = why,
            After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
        });

    /// <summary>The incident's channel, also while it is still being opened.</summary>
    public static ChannelTarget Channel(Incident incident) =>
        incident.Channel is { } channel ? ChannelTarget.Of(channel) : ChannelTarget.From(IncidentKeys.Channel(incident.Id));
}

/// <summary>The line that tells what somebody said together.</summary>
/// <param name="Key">The outbox key that it is posted under.</param>
/// <param name="Text">What it says.</param>
internal sealed record ToldTogether(string Key, RichText Text);
