using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Takes note of what became of an incident's channel, and tells those who must know where they can read it.</summary>
internal sealed class FollowChannel(IncidentStore store, ChatPlatforms platforms, ChannelWarnings warnings)
{
    /// <summary>Compares the channel with the record.</summary>
    internal async Task<Happened> HandleAsync(ChannelSeen seen, Work work, CancellationToken cancellationToken)
    {
        if (await store.FindByChannelAsync(work.Workspace, seen.Channel, cancellationToken) is not { } loaded)
        {
            // Such as the one in which incidents are announced.
            if (seen.Now.State == ChannelState.Open)
                work.TryShelved();
            return Happened.Nothing;
        }

        if (seen.Outsider is { } outsider && loaded.CanPost)
            await warnings.WarnAsync(
                work, loaded with { Channel = seen.Now.Id }, $"{loaded.Id}/outsider/{outsider.Id}",
                FollowChannelRules.AboutOutsider(outsider, loaded), isFirst: true, cancellationToken);

        var facts = FollowChannelRules.Decide(loaded, seen);
        if (facts.Count == 0)
            return Happened.Nothing;

        if (facts.OfType<ChannelStateChanged>().Any(changed => changed.To == ChannelState.Open))
            work.TryShelved();
        var now = IncidentBoard.Commit(work, loaded, facts);
        foreach (var fact in facts)
            await PostAsync(fact, now, work, cancellationToken);

        return facts.Aggregate(Happened.To(loaded, facts), (happened, fact) => ForTheLeader(happened, fact, now, work));
    }

    /// <summary>A channel turned out to be archived when something was to be posted there.</summary>
    internal Task<Happened> HandleArchivedAsync(ArchivedChannel archived, Work work, CancellationToken cancellationToken)
    {
        var channel = new ChannelId(archived.Channel);
        var self = new Person(new PersonId(string.Empty), "IncidentBot", "Etc/UTC", IsBot: true);
        return HandleAsync(
            new ChannelSeen(
                work.Workspace, self, channel, work.Now, new ReplyTo(channel, self.Id), new ChannelLook(channel, ChannelState.Archived)),
            work, cancellationToken);
    }

    // Who is warned before the next fact is posted can still keep it back.
    private async Task PostAsync(IncidentFact fact, Incident now, Work work, CancellationToken cancellationToken)
    {
        if (!now.CanPost || FollowChannelRules.ForTheChannel(fact, now) is not { } text)
            return;
        if (fact is ChannelShared)
            await warnings.WarnAsync(
                work, now, $"{now.Id}/warning/{work.Key}/{FactNames.Of(fact)}", text, isFirst: true, cancellationToken);
        else
            IncidentBoard.PostBelowCard(work, now, text, $"{work.Key}/{FactNames.Of(fact)}");
    }

    // Nobody can read it in the channel, and no one else is to read it.
    private Happened ForTheLeader(Happened happened, IncidentFact fact, Incident now, Work work)
    {
        if (FollowChannelRules.ForTheLeader(fact, now, platforms.Of(work.Platform).Words) is { } message
            && FollowChannelRules.Leader(now) is { Id.Value.Length: > 0 } leader)
            return happened.Answering(
                new Card($"{message.ToPlainText()} ({When.ToTheSecond(work.Now)})", [new Paragraph(message)]),
                new ReplyTo(new ChannelId(string.Empty), leader.Id));

        return happened;
    }
}

/// <summary>What a look at its channel means for an incident.</summary>
internal static class FollowChannelRules
{
    /// <summary>Decides; empty: all is on record.</summary>
    public static IReadOnlyList<IncidentFact> Decide(Incident incident, ChannelSeen seen)
    {
        var (now, by, at) = (seen.Now, seen.Who, seen.At);
        var facts = new List<IncidentFact>();
        if (now.Id != seen.Channel)
            facts.Add(new ChannelMoved(by, at, seen.Channel, now.Id));
        if (now.Name is { } name && name != incident.ChannelName)
            facts.Add(new ChannelRenamed(by, at, incident.ChannelName, name));
        if (now.State != incident.ChannelState)
            facts.Add(new ChannelStateChanged(by, at, incident.ChannelState, now.State));
        if (now.IsPrivate == true && incident.Visibility == Visibility.Public)
            facts.Add(new ChannelMadePrivate(by, at));
        if (now.IsShared is { } isShared && isShared != incident.IsChannelShared)
            facts.Add(new ChannelShared(by, at, isShared));

        return facts;
    }

    /// <summary>Who is told what nobody can read in the channel: who leads, or else who started it.</summary>
    public static Person Leader(Incident incident) => incident.Roles.GetValueOrDefault(IncidentRole.Commander) ?? incident.StartedBy;

    /// <summary>What the channel is told; null: nothing.</summary>
    public static RichText? ForTheChannel(IncidentFact fact, Incident now) => fact switch
    {
        ChannelShared { IsShared: true } => new RichText([]).Bold("People from another organisation are in this channel, or invited. ")
            .Plain(
                $"They can read everything here, including what I post. Don't post anything they shouldn't know; "
                    + "they can't run commands unless an admin allows it."),
        ChannelMadePrivate => new RichText([]).Plain(
            $"This channel is now private, and so is the incident: it's no longer announced or listed. "
                + "Earlier announcements stay where they are."),
        ChannelStateChanged { From: ChannelState.Archived or ChannelState.Left, To: ChannelState.Open } =>
            RichText.Of(
                $"I can post here again and I'm catching up on what I missed. If something is missing from the timeline, type "
                    + $"{CommandGrammar.Typed("sync")}."),
        _ => null,
    };

    /// <summary>Warns about someone from outside the workspace who has joined.</summary>
    public static RichText AboutOutsider(Person outsider, Incident incident) => new RichText([]).Person(outsider.Id, outsider.Name)
        .Bold(" has joined this channel and isn't a member of this workspace. ")
        .Plain(
            $"They can read everything here, including what I post. "
                + "Don't post anything they shouldn't know, or remove them from the channel.");

    /// <summary>What the leader is told privately; null: nothing.</summary>
    public static RichText? ForTheLeader(IncidentFact fact, Incident now, ChatWords words)
    {
        if (fact is not ChannelStateChanged { To: not ChannelState.Open } changed || now.Status >= IncidentStatus.Closed)
            return null;

        var who = fact.By is { IsBot: false } by ? $"{by.Name} made this change: " : string.Empty;
        var text = new RichText([]).Bold($"{now.Id}: ").Plain(who);
        var name = now.ChannelName ?? "its channel";
        var shown = words.HomePage is { } page ? $", and {page} shows the current state" : string.Empty;
        return changed.To switch
        {
            ChannelState.Archived => text.Plain(
                $"#{name} is archived, so I can't post there. Unarchive it to continue; "
                    + $"the record is kept{shown}."),
            ChannelState.Deleted => text.Plain(
                $"#{name} was deleted. The record is kept{(shown.Length > 0 ? $"{shown}," : ",")} but I can't post there any more. "
                    + "Agree on another channel."),
            _ when words.InviteCommand is { } command => text
                .Plain($"I'm no longer in #{name}, so I can't keep the timeline. To invite me again, go there and type ")
                .Code($"{command} @IncidentBot").Plain("."),
            _ => text.Plain($"I'm no longer in #{name}, so I can't keep the timeline. Please add me to it again."),
        };
    }
}
