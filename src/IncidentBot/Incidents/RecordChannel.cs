using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>Takes note of how the opening of an incident's channel ended, and tells the starter and everyone else.</summary>
internal sealed class RecordChannel(
    IncidentStore store, IncidentOptions options, Announce announce, AnnouncementStore announcements, ChannelWarnings warnings)
{
    /// <summary>The channel is open, or was given up.</summary>
    public async Task<Happened> HandleAsync(IncidentId id, SendOutcome outcome, Work work, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Workspace, id, cancellationToken) is not { Channel: null } incident)
            return Happened.Nothing;

        var happened = Happened.Nothing;
        switch (RecordChannelRules.Decide(incident, outcome, options.On(work.Platform).Announces, work.Now))
        {
            case ChannelOpened opened:
                happened = Welcome(work, incident, IncidentStore.Save(work.Batch, incident, opened));
                break;
            case ChannelNotOpened failed:
                happened = Excuse(work, IncidentStore.Save(work.Batch, incident, failed), ((NotSent)outcome).Sentence);
                break;
        }

        return happened;
    }

    /// <summary>Tells the incident's channel what could not be done for it: an announcement, an invitation.</summary>
    public async Task<Happened> TellAsync(
        IncidentId id, bool isAnnouncement, SendOutcome outcome, Work work, CancellationToken cancellationToken)
    {
        if (outcome is not NotSent failed
            || await store.FindAsync(work.Workspace, id, cancellationToken) is not { Channel: not null } incident)
            return Happened.Nothing;

        // Where one of several places fails, the others are kept current.
        if (isAnnouncement && (await announcements.ListAsync(incident, cancellationToken)).Count <= 1)
            IncidentStore.Save(work.Batch, incident, new AnnouncementFailed(null, work.Now, failed.Error));

        var what = isAnnouncement ? $"{id} could not be announced." : $"Not everyone could be invited to {id}.";
        await warnings.WarnAsync(
            work, incident, $"{id}/warning/{work.Key}", new RichText([]).Plain($"{what} {failed.Sentence}"), isFirst: false,
            cancellationToken);
        return Happened.Nothing;
    }

    private Happened Welcome(Work work, Incident loaded, Incident now)
    {
        var welcome = RecordChannelRules.Welcome(now, options.On(work.Platform));
        if (loaded.StartReply is { IsOnHome: false } reply)
            work.Send(new Outgoing($"{now.Id}/welcome", new Answer(reply, welcome)) { Urgency = Urgency.Now });

        if (now.Announced)
            announce.Begin(work, now);

        return loaded.StartReply is { IsOnHome: true } home ? Happened.Answered(welcome, home) : Happened.Nothing;
    }

    private static Happened Excuse(Work work, Incident incident, string sentence)
    {
        if (incident.StartReply is not { } reply)
            return Happened.Nothing;

        var text =
            $"{incident.Id} is on record, but I could not open its channel. {sentence} When that's fixed, press “Open the channel”.";
        var button = new Button(
            IncidentButtonIds.OpenChannelAgain, "Open the channel", IncidentButtons.Of(incident.Id), ButtonStyle.Primary);
        var excuse = new Card(text, [new Paragraph(text), new Buttons([button])]);
        if (reply.IsOnHome)
            return Happened.Answered(excuse, reply);

        // Each failure has a version of its own, so that a second one is told as well.
        work.Send(new Outgoing($"{incident.Id}/excuse/{incident.Version}", new Answer(reply, excuse)));
        return Happened.Nothing;
    }
}

/// <summary>What the end of the opening of a channel means for its incident.</summary>
internal static class RecordChannelRules
{
    /// <summary>Decides; null: nothing has been settled.</summary>
    public static IncidentFact? Decide(Incident incident, SendOutcome outcome, bool announces, DateTimeOffset at) => outcome switch
    {
        Sent { Channel: { } channel } sent =>
            new ChannelOpened(null, at, channel, sent.Name ?? channel.Value, announces && incident.Visibility == Visibility.Public),
        NotSent failed => new ChannelNotOpened(null, at, failed.Error),
        _ => null,
    };

    private const string Hidden =
        " and private: only you are in its channel, so invite the people you need. "
            + "It isn't announced or listed anywhere else, and nobody is invited automatically";

    /// <summary>Leads the starter into the channel.</summary>
    public static Card Welcome(Incident incident, PlatformSettings settings)
    {
        var hidden = incident.Visibility == Visibility.Private ? Hidden : string.Empty;
        var text = IncidentWords.WithChannel(
            new RichText([]).Bold($"{IncidentWords.Drill(incident)}{incident.Id}").Plain(" is open: "), incident)
            .Plain($". It is {IncidentWords.Severity(incident.Severity)}{hidden}.");
        if (incident.Visibility == Visibility.Private && settings.Admins.Count > 0)
            text = settings.Admins.Aggregate(
                text.Plain(" The bot's admins can see it too:"),
                (line, id) => line.Plain(" ").Person(new PersonId(id.Trim()), id.Trim())).Plain(".");

        var lead = incident.Roles.ContainsKey(IncidentRole.Commander) ? string.Empty : ", take command or ask someone to,";
        text = text.Plain($" Next: go there{lead} and answer the first checklist questions.");
        return Card.Of(text);
    }
}
