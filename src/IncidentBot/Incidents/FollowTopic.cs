using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>
/// Keeps the channel's topic current. People read a line for each topic, so it is set at most once a minute, and only when it reads
/// differently from what it was before that minute.
/// </summary>
internal sealed class FollowTopic(IncidentStore store)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<TopicToSet> Kind = new("own/set-topic", static () => IncidentWorkJson.Default.TopicToSet);

    // What is changed in the first half minute after a start is in the first topic.
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The topic may read differently now: it is set when the minute is over, once for all that changes in it.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="former">What it was before; empty: not set yet, or not known.</param>
    /// <param name="now">The incident from now on.</param>
    public static void Later(Work work, string former, Incident now)
    {
        if (string.Equals(IncidentWords.Topic(now), former, StringComparison.Ordinal))
            return;

        var turn = ((work.Now.UtcTicks + (Minute.Ticks / 2)) / Minute.Ticks) + 1;
        work.Then(
            Kind.Later(
                string.Create(CultureInfo.InvariantCulture, $"{now.Id}/topic/{turn}"), $"{now.Id}/topic",
                new TopicToSet(now.Id.Number, former), new DateTimeOffset(turn * Minute.Ticks, TimeSpan.Zero)));
    }

    /// <summary>Sets it, unless it reads as it did before.</summary>
    public async Task<Happened> HandleAsync(TopicToSet topic, Work work, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Workspace, new IncidentId(topic.Incident), cancellationToken) is { CanPost: true } incident
            && !string.Equals(IncidentWords.Topic(incident), topic.Former, StringComparison.Ordinal))
            work.Send(Now($"{work.Key}/topic", incident));

        return Happened.Nothing;
    }

    private static Outgoing Now(string key, Incident incident) =>
        new(key, new SetTopic(IncidentBoard.Channel(incident), IncidentWords.Topic(incident)))
        {
            After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
            Lane = $"{incident.Id}/topic",
            Replaces = $"{incident.Id}/topic",
        };
}

/// <summary>A topic that may have to be set, as it waits.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Former">What it reads until then; empty: not known.</param>
internal sealed record TopicToSet(int Incident, string Former);
