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

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The first topic of an incident that is just being started.</summary>
    public static Outgoing First(Incident incident) => Now($"{incident.Id}/topic", incident);

    /// <summary>
    /// The work that sets the topic once a minute is over since the last time, for all that changes in it; null: the topic reads as before.
    /// </summary>
    /// <param name="former">What it was before; empty: not known.</param>
    /// <param name="incident">The incident from now on.</param>
    /// <param name="now">When; UTC.</param>
    public static FollowUp? Later(string former, Incident incident, DateTimeOffset now)
    {
        if (string.Equals(IncidentWords.Topic(incident), former, StringComparison.Ordinal))
            return null;

        // Minutes are counted from the start, when the first topic was set.
        var begin = incident.At(Milestone.Declared) ?? now;
        var turn = (Math.Max((now - begin).Ticks, 0) / Minute.Ticks) + 1;
        return Kind.Later(
            string.Create(CultureInfo.InvariantCulture, $"{incident.Id}/topic/{turn}"), $"{incident.Id}/topic",
            new TopicToSet(incident.Id.Number, former), begin + (turn * Minute));
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
