using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Something that has happened to an incident; kept for good, and what the other capabilities react to.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(IncidentStarted), "incident-started")]
[JsonDerivedType(typeof(ChannelOpened), "channel-opened")]
[JsonDerivedType(typeof(ChannelNotOpened), "channel-not-opened")]
[JsonDerivedType(typeof(ChannelMoved), "channel-moved")]
[JsonDerivedType(typeof(ChannelRenamed), "channel-renamed")]
[JsonDerivedType(typeof(ChannelStateChanged), "channel-state-changed")]
[JsonDerivedType(typeof(ChannelMadePrivate), "channel-made-private")]
[JsonDerivedType(typeof(ChannelShared), "channel-shared")]
[JsonDerivedType(typeof(AnnouncementFailed), "announcement-failed")]
[JsonDerivedType(typeof(StatusChanged), "status-changed")]
[JsonDerivedType(typeof(StatusTold), "status-told")]
[JsonDerivedType(typeof(SeverityChanged), "severity-changed")]
[JsonDerivedType(typeof(RoleGiven), "role-given")]
[JsonDerivedType(typeof(RoleOffered), "role-offered")]
[JsonDerivedType(typeof(RoleDeclined), "role-declined")]
[JsonDerivedType(typeof(RoleLeft), "role-left")]
[JsonDerivedType(typeof(ImpactDescribed), "impact-described")]
[JsonDerivedType(typeof(ServicesChanged), "services-changed")]
[JsonDerivedType(typeof(OwnersInvited), "owners-invited")]
[JsonDerivedType(typeof(MilestoneSet), "milestone-set")]
[JsonDerivedType(typeof(IncidentAcknowledged), "incident-acknowledged")]
[JsonDerivedType(typeof(UpdateGiven), "update-given")]
[JsonDerivedType(typeof(ReminderSnoozed), "reminder-snoozed")]
[JsonDerivedType(typeof(RemindersStopped), "reminders-stopped")]
public abstract record IncidentFact(Person? By, DateTimeOffset At) : Fact
{
    /// <summary>Whether this is something that a person does about an incident, and so acknowledges it.</summary>
    [JsonIgnore]
    public bool IsResponse => By is { IsBot: false }
        && this is IncidentAcknowledged or RoleGiven or StatusChanged or StatusTold or SeverityChanged or ImpactDescribed or MilestoneSet
        or UpdateGiven or ServicesChanged or OwnersInvited;

    /// <summary>The incident after this; the first response to it acknowledges it.</summary>
    internal Incident After(Incident incident)
    {
        var now = Apply(incident);
        return IsResponse && incident.IsAcknowledgedBy(At) && !now.IsAcknowledgementSaid
            ? now.With(Milestone.Acknowledged, incident.NotBeforeDeclared(At))
            : now;
    }

    /// <summary>What this itself changes.</summary>
    internal abstract Incident Apply(Incident incident);
}

/// <summary>An incident was started.</summary>
public sealed record IncidentStarted(
    Person? By, DateTimeOffset At, string Title, int Severity, IReadOnlyList<string> Services, Visibility Visibility, bool IsDrill = false)
    : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}

/// <summary>Its channel is open.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Channel">The channel's id.</param>
/// <param name="Name">The channel's name as the platform gave it.</param>
/// <param name="Announced">Whether it was announced in the configured channel.</param>
internal sealed record ChannelOpened(Person? By, DateTimeOffset At, ChannelId Channel, string Name, bool Announced) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) =>
        incident with { Channel = Channel, ChannelName = Name, Announced = Announced, StartReply = null };
}

/// <summary>Its channel could not be opened.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Error">The platform's own word.</param>
internal sealed record ChannelNotOpened(Person? By, DateTimeOffset At, string Error) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}

/// <summary>The platform gave its channel another id.</summary>
internal sealed record ChannelMoved(Person? By, DateTimeOffset At, ChannelId From, ChannelId To) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { Channel = To };
}

/// <summary>Its channel has another name.</summary>
internal sealed record ChannelRenamed(Person? By, DateTimeOffset At, string? From, string To) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { ChannelName = To };
}

/// <summary>The bot can write in its channel no more, or again.</summary>
internal sealed record ChannelStateChanged(Person? By, DateTimeOffset At, ChannelState From, ChannelState To) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { ChannelState = To };
}

/// <summary>Its channel was made private, and so it is a private incident from now on.</summary>
internal sealed record ChannelMadePrivate(Person? By, DateTimeOffset At) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { Visibility = Visibility.Private, Announced = false };
}

/// <summary>People of other organisations are in its channel, or invited; or they no longer are.</summary>
internal sealed record ChannelShared(Person? By, DateTimeOffset At, bool IsShared) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { IsChannelShared = IsShared };
}

/// <summary>It could not be announced, so there is no announcement to be kept current.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Error">The platform's own word.</param>
internal sealed record AnnouncementFailed(Person? By, DateTimeOffset At, string Error) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { Announced = false };
}

/// <summary>The response has come further, or fell back.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="From">The status before.</param>
/// <param name="To">The status now.</param>
/// <param name="Sentence">What was said with it, as typed; null: nothing.</param>
/// <param name="Reached">The milestone that was reached by it; null: none, or it was known already.</param>
/// <param name="Cleared">The milestones that hold no longer, since the response fell back behind them, with what they were.</param>
internal sealed record StatusChanged(
    Person? By, DateTimeOffset At, IncidentStatus From, IncidentStatus To, string? Sentence, Milestone? Reached,
    IReadOnlyDictionary<Milestone, DateTimeOffset> Cleared)
    : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident)
    {
        var milestones = incident.Milestones.Where(known => !Cleared.ContainsKey(known.Key)).ToDictionary();
        if (Reached is { } reached)
            milestones[reached] = incident.NotBeforeEarlier(reached, At);

        var said = Sentence is null ? incident.LastSentence : new StatusSentence(To, At, Sentence);
        return incident with { Status = To, Milestones = milestones, LastSentence = said };
    }
}

/// <summary>Something was said about the status, without changing it.</summary>
internal sealed record StatusTold(Person? By, DateTimeOffset At, IncidentStatus Status, string Sentence) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { LastSentence = new StatusSentence(Status, At, Sentence) };
}

/// <summary>It turned out worse, or less bad.</summary>
internal sealed record SeverityChanged(Person? By, DateTimeOffset At, int From, int To) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { Severity = To };
}

/// <summary>Someone has a role now.</summary>
/// <param name="By">Who gave it.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Role">Which role.</param>
/// <param name="Holder">Who has it now.</param>
/// <param name="Former">Who had it before; null: nobody.</param>
internal sealed record RoleGiven(Person? By, DateTimeOffset At, IncidentRole Role, Person Holder, Person? Former) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) =>
        incident with { Roles = new Dictionary<IncidentRole, Person>(incident.Roles) { [Role] = Holder } };
}

/// <summary>Someone was asked to take a role over; who has it keeps it until they accept.</summary>
/// <param name="By">Who asked.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Role">Which role.</param>
/// <param name="To">Who was asked.</param>
/// <param name="Holder">Who has it meanwhile.</param>
internal sealed record RoleOffered(Person? By, DateTimeOffset At, IncidentRole Role, Person To, Person Holder) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}

/// <summary>Who was asked to take a role over will not.</summary>
internal sealed record RoleDeclined(Person? By, DateTimeOffset At, IncidentRole Role) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}

/// <summary>Someone gave a role up, and nobody has it now.</summary>
internal sealed record RoleLeft(Person? By, DateTimeOffset At, IncidentRole Role, Person Former) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) =>
        incident with { Roles = incident.Roles.Where(held => held.Key != Role).ToDictionary() };
}

/// <summary>The impact was put into words.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Impact">The words as typed.</param>
/// <param name="Former">What stood there before; null: nothing.</param>
internal sealed record ImpactDescribed(Person? By, DateTimeOffset At, string Impact, string? Former) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { Impact = Impact };
}

/// <summary>A milestone's instant was said or corrected.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was said; UTC.</param>
/// <param name="Milestone">Which one.</param>
/// <param name="Instant">When it was; UTC.</param>
/// <param name="Former">What stood there before; null: nothing.</param>
/// <param name="Reason">Why it was so, as typed; null: not said.</param>
internal sealed record MilestoneSet(
    Person? By, DateTimeOffset At, Milestone Milestone, DateTimeOffset Instant, DateTimeOffset? Former,
    string? Reason = null) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident)
    {
        var now = incident.With(Milestone, Instant);
        return Milestone == Milestone.Acknowledged ? now with { IsAcknowledgementSaid = true } : now;
    }
}

/// <summary>It is about other services than was said before.</summary>
/// <param name="By">Who said so.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Added">The services that it is about as well, by their names.</param>
/// <param name="Removed">The services that it isn't about.</param>
internal sealed record ServicesChanged(Person? By, DateTimeOffset At, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
    : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with
    {
        Services =
        [
            .. incident.Services.Except(Removed, StringComparer.OrdinalIgnoreCase)
                .Union(Added, StringComparer.OrdinalIgnoreCase),
        ],
    };
}

/// <summary>Those who look after an affected service were invited into its channel.</summary>
/// <param name="By">Who invited them.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Owner">Their group, as the catalogue names it.</param>
/// <param name="People">How many people.</param>
internal sealed record OwnersInvited(Person? By, DateTimeOffset At, string Owner, int People) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}

/// <summary>
/// The first thing that a person did about it is on record elsewhere: in the timeline or the checklist. A second one of these was told
/// late, and did happen earlier.
/// </summary>
internal sealed record IncidentAcknowledged(Person? By, DateTimeOffset At) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}

/// <summary>An update was posted.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Number">Counts the incident's updates from 1.</param>
/// <param name="Text">The words as typed.</param>
internal sealed record UpdateGiven(Person? By, DateTimeOffset At, int Number, string Text) : IncidentFact(By, At)
{
    /// <summary>Whether it only says that there is nothing new, so that nobody is told by a line of its own. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsQuiet { get; init; }

    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident with { LastUpdate = new IncidentUpdate(Number, At, Text) };
}

/// <summary>Someone put the reminder of the next update off.</summary>
/// <param name="By">Who did it; null: the bot itself.</param>
/// <param name="At">When it was done; UTC.</param>
/// <param name="Until">When it comes again; UTC.</param>
internal sealed record ReminderSnoozed(Person? By, DateTimeOffset At, DateTimeOffset Until) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}

/// <summary>Someone wants no more reminders of updates for this incident.</summary>
internal sealed record RemindersStopped(Person? By, DateTimeOffset At) : IncidentFact(By, At)
{
    /// <inheritdoc/>
    internal override Incident Apply(Incident incident) => incident;
}
