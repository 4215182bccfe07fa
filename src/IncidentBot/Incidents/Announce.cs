using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>
/// Tells those outside the incident's channel: one message in each place, kept current, and what they must hear in its thread. Where that
/// message is gone, the incident is announced again.
/// </summary>
internal sealed class Announce(AnnouncementStore store, IncidentStore incidents, IncidentOptions options)
{
    /// <summary>Announces an incident whose channel has just opened, in every place.</summary>
    public Happened Begin(Work work, Incident now)
    {
        foreach (var (index, target) in options.On(work.Platform).AnnounceTargets().Index())
        {
            var place = new AnnouncedPlace(index + 1, IncidentKeys.Announcement(now.Id, index + 1));
            AnnouncementStore.Save(work.Batch, work.Workspace, now.Id, place, isNew: true);
            work.Send(Card(now, place.Key, target));
        }

        return Happened.Nothing;
    }

    /// <summary>Something has happened to an incident.</summary>
    public async Task<Happened> HandleAsync(IncidentFact fact, FactCall call, CancellationToken cancellationToken)
    {
        var (before, now, work) = (call.Before, call.After, call.Work);
        if (!now.Announced)
            return Happened.Nothing;

        var card = AnnouncementCard.Compose(now);
        var isChanged = !string.Equals(card.Text, AnnouncementCard.Compose(before).Text, StringComparison.Ordinal);
        var news = AnnounceRules.News(before, fact);
        if (!isChanged && news is null)
            return Happened.Nothing;

        foreach (var place in await store.ListAsync(now, cancellationToken))
        {
            if (isChanged)
                Refresh(work, place, card);
            if (news is not null)
                work.Send(Reply($"{work.Key}/announced/{FactNames.Of(fact)}/{Number(place)}", place, now.Id, news.In(now, fact)));
        }

        return Happened.Nothing;
    }

    /// <summary>News was sent: where it stands outside the thread, the message that announced the incident there is gone.</summary>
    public async Task<Happened> OnSentAsync(IncidentId id, SentAction sent, Work work, CancellationToken cancellationToken)
    {
        if (sent is not
            {
                Action: PostCard { ThreadOf: { } former } post,
                Outcome: Sent { IsOutsideThread: true } or NotSent { IsThreadGone: true },
            }
            || !int.TryParse(sent.Key[(sent.Key.LastIndexOf('/') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { Announced: true } incident
            || (await store.ListAsync(incident, cancellationToken)).FirstOrDefault(one => one.Number == number) is not { } place)
            return Happened.Nothing;

        if (sent.Outcome is NotSent)
            AnnounceAgain(work, incident, place, former);
        else if (place.Key == former)
            // What stands in the channel now is the announcement from here on: nothing is said twice.
            Move(work, incident, place with { Key = sent.Key });
        else if (sent.Outcome is Sent { Channel: { } channel, Message: { } message })
        {
            // Another one came first.
            work.Send(
                new Outgoing($"{work.Key}/outside", new DeletePosted(MessageTarget.Of(new MessageId(channel, message)))));
            work.Send(Reply($"{sent.Key}/again/{Number(place)}", place, id, post));
        }

        return Happened.Nothing;
    }

    private void AnnounceAgain(Work work, Incident incident, AnnouncedPlace place, string former)
    {
        var targets = options.On(work.Platform).AnnounceTargets();
        if (place.Key != former || targets.Count < place.Number)
            return;

        var next = place with { Key = $"{work.Key}/anew" };
        AnnouncementStore.Save(work.Batch, work.Workspace, incident.Id, next, isNew: false);
        work.Send(Card(incident, next.Key, targets[place.Number - 1], isAlone: true));
    }

    private static void Move(Work work, Incident incident, AnnouncedPlace place)
    {
        AnnouncementStore.Save(work.Batch, work.Workspace, incident.Id, place, isNew: false);
        Refresh(work, place, AnnouncementCard.Compose(incident, isAlone: true));
    }

    private static void Refresh(Work work, AnnouncedPlace place, Card card) =>
        work.Send(
            new Outgoing(
                $"{work.Key}/announcement/{Number(place)}", new UpdateCard(MessageTarget.From(place.Key), card) { MayBeGone = true })
            {
                After = place.Key,
                Lane = place.Key,
                Replaces = place.Key,
            });

    private static Outgoing Card(Incident incident, string key, ChannelTarget target, bool isAlone = false) =>
        new(key, new PostCard(target, AnnouncementCard.Compose(incident, isAlone)))
        {
            For = SentPurposes.For(incident.Id, SentPurposes.Announcement),
            Lane = key,
            Urgency = Urgency.Now,
        };

    private static Outgoing Reply(string key, AnnouncedPlace place, IncidentId incident, PostCard post) =>
        new(key, post with { Channel = ChannelTarget.From(place.Key), ThreadOf = place.Key })
        {
            For = SentPurposes.For(incident, SentPurposes.News),
            After = place.Key,
            Lane = $"{incident}/announced/{Number(place)}",
        };

    private static string Number(AnnouncedPlace place) => place.Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What those who do not follow an incident in its channel are told.</summary>
internal static class AnnounceRules
{
    /// <summary>What is told of a fact; null: the announcement shows it, and nobody is told.</summary>
    public static News? News(Incident before, IncidentFact fact) => fact switch
    {
        UpdateGiven { IsQuiet: false } given =>
            new News(string.Create(CultureInfo.InvariantCulture, $"update {given.Number}"), given.Text, IsForEverybody: false),
        SeverityChanged changed when changed.To < changed.From =>
            new News($"raised from {IncidentWords.Severity(changed.From)}", null, changed.To == 1),
        StatusChanged { To: IncidentStatus.Mitigated or IncidentStatus.Closed or IncidentStatus.Cancelled } changed
            when changed.From < changed.To => new News(Words.Of(changed.To), Short(changed), IsForEverybody: false),
        StatusChanged { To: IncidentStatus.Resolved } changed when changed.From < changed.To =>
            new News(Words.Of(changed.To), Short(changed), IsForEverybody: true),
        StatusChanged { From: >= IncidentStatus.Resolved, To: < IncidentStatus.Resolved } changed =>
            new News($"reopened, {Words.Of(changed.To)}", Short(changed), IsForEverybody: false),
        _ => null,
    };

    // What was said at any length in the incident's channel is read at a glance elsewhere.
    private static string? Short(StatusChanged changed) =>
        changed.Sentence is { } said ? OneLine.Cut(said, AnnouncementCard.ShownSentence) : null;
}

/// <summary>One thing that those outside the incident's channel are told.</summary>
/// <param name="What">What has happened, such as <c>mitigated</c>.</param>
/// <param name="Sentence">What was said with it; null: nothing.</param>
/// <param name="IsForEverybody">Whether it is shown in the channel besides the announcement's thread.</param>
internal sealed record News(string What, string? Sentence, bool IsForEverybody)
{
    /// <summary>
    /// The reply to the announcement; what is shown in the channel says what it is about, since the announcement may be far up.
    /// </summary>
    public PostCard In(Incident now, IncidentFact fact)
    {
        var head = $"{IncidentWords.Drill(now)}{now.Id} · {IncidentWords.Severity(now.Severity)}, {What}";
        var said = !IsForEverybody ? Sentence : Sentence is null ? now.Title : $"{now.Title}. {Sentence}";
        var text = said is null ? new RichText([]).Bold(head + ".") : new RichText([]).Bold(head + ": ").Plain(said);
        var source = IncidentWords.WithChannel(new RichText([]).Plain($"{fact.By?.Name}, ").Time(fact.At).Plain(", in "), now);
        var card = new Card($"{text.ToPlainText()} ({source.ToPlainText()})", [new Paragraph(text), new SmallPrint(source)]);
        return new PostCard(ChannelTarget.From(IncidentKeys.Channel(now.Id)), card) { AlsoInChannel = IsForEverybody };
    }
}
