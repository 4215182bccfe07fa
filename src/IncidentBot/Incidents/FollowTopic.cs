using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>
/// Keeps the channel's topic current. People read a line for each topic, so it is set at most once in <see cref="Pause"/>, and only when it
/// reads differently from the one that is there.
/// </summary>
internal sealed class FollowTopic(IncidentStore store, SentKeys sent)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<TopicToSet> Kind = new("own/set-topic", static () => IncidentWorkJson.Default.TopicToSet);

    /// <summary>
    /// At least so long between two topics, counted from the declaration: what is corrected in the first minutes, or goes there and back,
    /// costs one line or none.
    /// </summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>The first topic of an incident that is just being started.</summary>
    public static Outgoing First(Incident incident) => Set(Key(incident.Id), incident);

    /// <summary>The work that sets the topic after a change; null: the topic reads as before.</summary>
    /// <param name="former">What it was before; empty: not known.</param>
    /// <param name="incident">The incident from now on.</param>
    /// <param name="reason">The same for the same change.</param>
    public static FollowUp? Later(string former, Incident incident, string reason) =>
        string.Equals(IncidentWords.Topic(incident), former, StringComparison.Ordinal)
            ? null
            : Kind.Later($"{reason}/topic", Key(incident.Id), new TopicToSet(incident.Id.Number, former));

    /// <summary>Sets it, once the pause since the last time is over, unless it reads as it did before.</summary>
    public async Task<Happened> HandleAsync(TopicToSet topic, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(topic.Incident);
        if (await store.FindAsync(work.Workspace, id, cancellationToken) is not { CanPost: true } incident
            || string.Equals(IncidentWords.Topic(incident), topic.Former, StringComparison.Ordinal))
            return Happened.Nothing;

        var due = await FindLastAsync(incident, work, cancellationToken) + Pause;
        // Whatever changes until then has this one work, which knows what the topic is until then.
        if (due > work.Now)
            work.Then(Kind.Later($"{Key(id)}/{Seconds(due)}", Key(id), topic, due));
        else
            work.Send(Set($"{Key(id)}/{Seconds(work.Now)}", incident));

        return Happened.Nothing;
    }

    private async Task<DateTimeOffset> FindLastAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        var beginning = $"{Key(incident.Id)}/";
        var last = incident.At(Milestone.Declared) ?? DateTimeOffset.UnixEpoch;
        foreach (var key in await sent.ListAsync(work.Workspace, beginning, cancellationToken))
        {
            if (long.TryParse(key.AsSpan(beginning.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && DateTimeOffset.FromUnixTimeSeconds(seconds) is var at && at > last)
                last = at;
        }

        return last;
    }

    private static Outgoing Set(string key, Incident incident) =>
        new(key, new SetTopic(IncidentBoard.Channel(incident), IncidentWords.Topic(incident)))
        {
            After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
            Lane = Key(incident.Id),
            Replaces = Key(incident.Id),
        };

    private static string Key(IncidentId incident) => $"{incident}/topic";

    // The second that has begun, so that two are never closer than the pause.
    private static string Seconds(DateTimeOffset at) =>
        (at.ToUnixTimeSeconds() + (at.Ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 1)).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A topic that may have to be set, as it waits.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Former">What it reads until then; empty: not known.</param>
internal sealed record TopicToSet(int Incident, string Former);
