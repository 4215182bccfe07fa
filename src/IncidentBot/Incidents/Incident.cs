using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Names an incident for people: <c>INC-7</c>. Numbers count from 1 in each workspace and are never used twice.</summary>
public readonly record struct IncidentId(int Number)
{
    /// <summary>Reads <c>INC-7</c>, <c>inc-7</c> or <c>7</c>.</summary>
    public static bool TryParse(string? text, out IncidentId id)
    {
        var digits = text is null ? string.Empty : text.Trim();
        if (digits.StartsWith("INC-", StringComparison.OrdinalIgnoreCase))
        {
            digits = digits[4..];
        }

        var read = int.TryParse(
            digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number > 0;
        id = new IncidentId(read ? number : 0);
        return read;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"INC-{Number}");
}

/// <summary>How far the response has come.</summary>
public enum IncidentStatus
{
    /// <summary>The cause is being looked for.</summary>
    Investigating,

    /// <summary>The cause is known.</summary>
    Identified,

    /// <summary>The harm has stopped; the cause may still be there.</summary>
    Mitigated,

    /// <summary>Service is restored and verified.</summary>
    Resolved,

    /// <summary>The work on the incident is over.</summary>
    Closed,

    /// <summary>It was a false alarm.</summary>
    Cancelled,
}

/// <summary>The instants that durations are counted between; each null until known.</summary>
public enum Milestone
{
    /// <summary>When the harm began.</summary>
    ImpactStart,

    /// <summary>When someone or something noticed.</summary>
    Detected,

    /// <summary>When the incident was started.</summary>
    Declared,

    /// <summary>When a person first took it in hand: took command, or did the first thing about it after its start.</summary>
    Acknowledged,

    /// <summary>When the harm stopped.</summary>
    Mitigated,

    /// <summary>When service was restored.</summary>
    Resolved,

    /// <summary>When the work was over.</summary>
    Closed,
}

/// <summary>Who may know of an incident.</summary>
public enum Visibility
{
    /// <summary>Everyone in the workspace.</summary>
    Public,

    /// <summary>The members of its channel.</summary>
    Private,
}

/// <summary>An incident as it stands: state with a version, loaded before each decision.</summary>
public sealed record Incident
{
    /// <summary>Its number in the workspace.</summary>
    public required IncidentId Id { get; init; }

    /// <summary>The workspace that it belongs to.</summary>
    public required WorkspaceId Workspace { get; init; }

    /// <summary>The platform that its channel is on.</summary>
    public required string Platform { get; init; }

    /// <summary>Counts the writes; a write names the version that it decided on.</summary>
    public required long Version { get; init; }

    /// <summary>What is wrong, in the words of the starter; one line, at most 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>1 (worst) to 4.</summary>
    public required int Severity { get; init; }

    /// <summary>How far the response has come.</summary>
    public required IncidentStatus Status { get; init; }

    /// <summary>Who may know of it.</summary>
    public required Visibility Visibility { get; init; }

    /// <summary>Whether it is only practised.</summary>
    public bool IsDrill { get; init; }

    /// <summary>The one who started it.</summary>
    public required Person StartedBy { get; init; }

    /// <summary>The affected services by their names in the catalogue; empty: not said.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The impact in words; null: not said.</summary>
    public string? Impact { get; init; }

    /// <summary>The incident's channel; null until it is open.</summary>
    public ChannelId? Channel { get; init; }

    /// <summary>The channel's name as the platform gave it; null until it is open.</summary>
    public string? ChannelName { get; init; }

    /// <summary>Whether the bot can write in its channel.</summary>
    public ChannelState ChannelState { get; init; }

    /// <summary>Whether people of other organisations are in its channel, or invited.</summary>
    public bool IsChannelShared { get; init; }

    /// <summary>Whether it was announced in the configured channel, so that the announcement is kept current.</summary>
    public bool Announced { get; init; }

    /// <summary>What everyone was told last; null: nothing yet.</summary>
    public IncidentUpdate? LastUpdate { get; init; }

    /// <summary>What was said last with a status; null: nothing yet.</summary>
    public StatusSentence? LastSentence { get; init; }

    /// <summary>Where the starter waits for the channel's link; null once they have it.</summary>
    public ReplyTo? StartReply { get; init; }

    /// <summary>The milestones known so far; UTC.</summary>
    public IReadOnlyDictionary<Milestone, DateTimeOffset> Milestones { get; init; } = new Dictionary<Milestone, DateTimeOffset>();

    /// <summary>
    /// Whether a person has said when it was acknowledged; until then the earliest thing that anybody did counts, in whatever order the
    /// platform tells.
    /// </summary>
    public bool IsAcknowledgementSaid { get; init; }

    /// <summary>Who has which role.</summary>
    public IReadOnlyDictionary<IncidentRole, Person> Roles { get; init; } = new Dictionary<IncidentRole, Person>();

    /// <summary>Whether the response still goes on: neither resolved nor closed nor cancelled.</summary>
    public bool IsOpen => Status < IncidentStatus.Resolved;

    /// <summary>Whether its channel is open, or is being opened.</summary>
    public bool CanPost => ChannelState == ChannelState.Open;

    /// <summary>The instant of a milestone; null: not known.</summary>
    public DateTimeOffset? At(Milestone milestone) => Milestones.TryGetValue(milestone, out var at) ? at : null;

    /// <summary>Whether something that a person did at this instant acknowledges it.</summary>
    internal bool IsAcknowledgedBy(DateTimeOffset action) =>
        IsOpen && !IsAcknowledgementSaid && (At(Milestone.Acknowledged) is not { } known || NotBeforeDeclared(action) < known);

    /// <summary>
    /// The instant of something that a person did about it, which they cannot have done before it was declared; by the platform's clock it
    /// may seem so.
    /// </summary>
    internal DateTimeOffset NotBeforeDeclared(DateTimeOffset action) =>
        At(Milestone.Declared) is { } declared && action < declared ? declared : action;

    /// <summary>The instant at which a milestone is reached by what was just done: never before those that come before it.</summary>
    internal DateTimeOffset NotBeforeEarlier(Milestone milestone, DateTimeOffset at) =>
        Milestones.Where(known => known.Key < milestone).Select(known => known.Value).Append(at).Max();

    /// <summary>The same with one milestone at this instant.</summary>
    internal Incident With(Milestone milestone, DateTimeOffset at) =>
        this with { Milestones = new Dictionary<Milestone, DateTimeOffset>(Milestones) { [milestone] = at } };
}

/// <summary>What everyone was told of an incident at one time.</summary>
/// <param name="Number">Counts the incident's updates from 1.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Text">The words as typed.</param>
public sealed record IncidentUpdate(int Number, DateTimeOffset At, string Text);

/// <summary>What was said of an incident with its status.</summary>
/// <param name="Status">The status that it was said with.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Text">The words as typed.</param>
public sealed record StatusSentence(IncidentStatus Status, DateTimeOffset At, string Text);

/// <summary>The outbox keys under which an incident's lasting messages are sent.</summary>
internal static class IncidentKeys
{
    /// <summary>The channel is opened under this key.</summary>
    public static string Channel(IncidentId id) => $"{id}/channel";

    /// <summary>The incident card.</summary>
    public static string Card(IncidentId id) => $"{id}/card";

    /// <summary>The line that leads to the message that the incident was started from.</summary>
    public static string Origin(IncidentId id) => $"{id}/origin";

    /// <summary>The checklist.</summary>
    public static string Checklist(IncidentId id) => $"{id}/checklist";

    /// <summary>The deploys.</summary>
    public static string Deploys(IncidentId id) => $"{id}/deploys";

    /// <summary>The line that tells of a change during the incident.</summary>
    public static string Change(IncidentId id, string change) => $"{id}/change/{change}";

    /// <summary>The line that tells of a third party's trouble.</summary>
    public static string Provider(IncidentId id, string line) => $"{id}/provider/{line}";

    /// <summary>The links and owners of the affected services.</summary>
    public static string Links(IncidentId id) => $"{id}/links";

    /// <summary>The invitation of the starter and the responders.</summary>
    public static string Invite(IncidentId id) => $"{id}/invite";

    /// <summary>The lane of the first posts, so that people read card, checklist and deploys in this order.</summary>
    public static string Opening(IncidentId id) => $"{id}/opening";

    /// <summary>The announcement in one of the configured places, counted from 1.</summary>
    public static string Announcement(IncidentId id, int place = 1) =>
        place == 1 ? $"{id}/announcement" : string.Create(CultureInfo.InvariantCulture, $"{id}/announcement/{place}");

    /// <summary>The message that tells everyone of a fact.</summary>
    /// <param name="id">Whose fact.</param>
    /// <param name="fact">The fact's number: the incident's version after it.</param>
    public static string Told(IncidentId id, long fact) => string.Create(CultureInfo.InvariantCulture, $"{id}/fact/{fact}/told");

    /// <summary>The message that shows a fact: the start is shown by the incident's card.</summary>
    /// <param name="id">Whose fact.</param>
    /// <param name="number">The fact's number: the incident's version after it.</param>
    /// <param name="fact">The fact.</param>
    public static string Showing(IncidentId id, long number, IncidentFact fact) => fact is IncidentStarted ? Card(id) : Told(id, number);

    /// <summary>Reads the number of a fact from the key under which it is told; false: the key is another message's.</summary>
    public static bool TryReadTold(IncidentId id, string key, out long fact)
    {
        fact = 0;
        var pieces = key.Split('/');
        return pieces is [_, "fact", var number, "told"]
            && pieces[0] == id.ToString()
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out fact);
    }

    /// <summary>The message that shows everyone an entry of the timeline.</summary>
    public static string Entry(IncidentId id, int entry) => string.Create(CultureInfo.InvariantCulture, $"{id}/entry/{entry}");

    /// <summary>The message in which the bot told an entry that is a change.</summary>
    public static string EntryOfChange(IncidentId id, int entry) => $"{Entry(id, entry)}/change";

    /// <summary>The hypotheses.</summary>
    public static string Hypotheses(IncidentId id) => $"{id}/hypotheses";

    /// <summary>The message, in the thread of the hypotheses, that tells what became of one.</summary>
    public static string EntryOfHypothesis(IncidentId id, int entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{Hypotheses(id)}/entry/{entry}");

    /// <summary>The conversation of the own work that falls due by the clock, such as reminders.</summary>
    public static string Reminders(IncidentId id) => $"{id}/reminders";

    /// <summary>The lane of what is told, so that it is read in its order.</summary>
    public static string Telling(IncidentId id) => $"{id}/told";
}
