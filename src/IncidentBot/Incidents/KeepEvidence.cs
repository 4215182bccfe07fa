using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>Keeps where a message stands by which the bot told something, so that the record can point to it.</summary>
internal sealed class KeepEvidence(ChatPlatforms platforms, IncidentStore store, EvidenceStore evidence, SentKeys lines)
{
    /// <summary>The kind of own work that leads here; earlier versions wrote <c>INC-7|key|channel|message</c>.</summary>
    internal static readonly WorkKind<EvidenceToKeep> Kind = new(
        "own/keep-evidence", static () => IncidentWorkJson.Default.EvidenceToKeep, EvidenceToKeep.ReadFormer);

    /// <summary>Keeps the address of a sent message, in a turn of its own so that a slow answer delays no other message.</summary>
    internal Task<Happened> OnSentAsync(IncidentId incident, SentAction sent, Work work, CancellationToken cancellationToken)
    {
        if (sent is not { Action: PostCard, Outcome: Sent { Channel: { } channel, Message: { } message } })
            return ToldAsync(incident, sent.Key, sent.For?.Fact, work, cancellationToken);

        work.Then(
            Kind.Later(
                $"{sent.Key}/evidence", $"{incident}/evidence",
                new EvidenceToKeep(incident.Number, sent.Key, channel.Value, message, sent.For?.Fact)));
        return Happened.Nothing;
    }

    /// <summary>Asks for the address, and keeps it.</summary>
    internal async Task<Happened> HandleAsync(EvidenceToKeep kept, Work work, CancellationToken cancellationToken)
    {
        var (incident, message) = (new IncidentId(kept.Incident), new MessageId(new ChannelId(kept.Channel), kept.Message));
        var permalink = await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, message, cancellationToken);
        // The first message stays.
        if (!await evidence.HasAsync(work.Workspace, kept.Key, cancellationToken))
            EvidenceStore.Add(work.Batch, work.Workspace, incident, kept.Key, message, permalink);
        foreach (var key in await ToldTogetherAsync(incident, kept, work, cancellationToken))
            EvidenceStore.Add(work.Batch, work.Workspace, incident, key, message, permalink);
        return await ToldAsync(incident, kept.Key, kept.Fact, work, cancellationToken);
    }

    // What a person said together is one line under the first fact's key. A fact that has a line of its own was said apart.
    private async Task<IReadOnlyList<string>> ToldTogetherAsync(
        IncidentId incident, EvidenceToKeep kept, Work work, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        if (kept.Fact is not { } first
            || await store.FindFactAsync(work.Workspace, incident, first, cancellationToken) is not { By: { } by } told || !IsSaid(told))
            return keys;

        for (var number = first + 1; ; number++)
        {
            var key = IncidentKeys.Told(incident, number);
            if (await store.FindFactAsync(work.Workspace, incident, number, cancellationToken) is not { } next
                || !IsSaid(next) || next.At != told.At || next.By?.Id != by.Id
                || (await lines.ListAsync(work.Workspace, key, cancellationToken)).Contains(key))
                return keys;

            if (!await evidence.HasAsync(work.Workspace, key, cancellationToken))
                keys.Add(key);
        }
    }

    private static bool IsSaid(IncidentFact fact) => fact is ImpactDescribed or MilestoneSet;

    private async Task<Happened> ToldAsync(
        IncidentId id, string key, long? fact, Work work, CancellationToken cancellationToken)
    {
        var told = fact is { } number
            ? await store.FindFactAsync(work.Workspace, id, number, cancellationToken)
            : null;
        return await store.FindAsync(work.Workspace, id, cancellationToken) is { } incident
            ? Happened.To(incident, new FactShown(key, told))
            : Happened.Nothing;
    }
}

/// <summary>A message that the record points to is posted, or was given up: only now can a draft point to all of it.</summary>
/// <param name="Key">The outbox key of the message.</param>
/// <param name="Told">The fact that it tells; null: it tells of an entry, or of the start.</param>
internal sealed record FactShown(string Key, IncidentFact? Told) : Fact;

/// <summary>A message whose address is to be kept.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Key">The outbox key of the message.</param>
/// <param name="Channel">The channel's id.</param>
/// <param name="Message">The message's id in it.</param>
/// <param name="Fact">The number of the fact that it tells; null: it tells of an entry, or of the start.</param>
internal sealed record EvidenceToKeep(int Incident, string Key, string Channel, string Message, long? Fact = null)
{
    /// <summary>Reads <c>INC-7|key|channel|message</c>.</summary>
    public static EvidenceToKeep? ReadFormer(string text) =>
        text.Split('|') is [var incident, var key, var channel, var message] && IncidentId.TryParse(incident, out var id)
        ? new EvidenceToKeep(id.Number, key, channel, message, IncidentKeys.TryReadTold(id, key, out var fact) ? fact : null)
        : null;
}
