using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Actions;

/// <summary>An action item as it stands in its table.</summary>
internal sealed class ActionRow
{
    public string Workspace { get; init; } = string.Empty;

    public int Incident { get; init; }

    public int Number { get; init; }

    public int Version { get; init; }

    public int Former { get; init; }

    public string Words { get; init; } = string.Empty;

    public string? Owner { get; init; }

    public string? OwnerId { get; init; }

    public string? DueOn { get; init; }

    public string? Kind { get; init; }

    public string? Horizon { get; init; }

    public string? DoneWhen { get; init; }

    public string State { get; init; } = string.Empty;

    public string? Reason { get; init; }

    public string? SettledBy { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    public string? Channel { get; init; }

    public string? Id { get; init; }

    public string? Permalink { get; init; }

    public string OpenedBy { get; init; } = string.Empty;

    public DateTimeOffset OpenedAt { get; init; }

    public string? IssueRepository { get; init; }

    public int? IssueNumber { get; init; }

    public string? Issue { get; init; }

    /// <summary>Where it belongs, and the item.</summary>
    public KeptAction ToKept() => new(new WorkspaceId(Workspace), new IncidentId(Incident), ToItem());

    /// <summary>The row of an action item.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="incident">Of which incident.</param>
    /// <param name="item">The action item as it is written.</param>
    /// <param name="former">The version that was loaded; 0: it is new.</param>
    public static ActionRow Of(WorkspaceId workspace, IncidentId incident, ActionItem item, int former) => new()
    {
        Workspace = workspace.Value,
        Incident = incident.Number,
        Number = item.Number,
        Version = item.Version,
        Former = former,
        Words = item.Terms.Text,
        Owner = item.Terms.Owner is { } owner ? Write(owner) : null,
        OwnerId = item.Terms.Owner?.Id.Value,
        DueOn = item.Terms.Due is { } due ? DueDay.Text(due) : null,
        Kind = item.Terms.Kind is { } kind ? Language.Words.Of(kind) : null,
        Horizon = item.Terms.Horizon is { } horizon ? Language.Words.Of(horizon) : null,
        DoneWhen = item.Terms.DoneWhen,
        State = Language.Words.Of(item.State),
        Reason = item.Reason,
        SettledBy = item.SettledBy,
        SettledAt = item.SettledAt,
        Channel = item.Source?.Channel.Value,
        Id = item.Source?.Id,
        Permalink = item.Permalink?.OriginalString,
        OpenedBy = Write(item.OpenedBy),
        OpenedAt = item.OpenedAt,
        IssueRepository = item.Issue is { } issue ? Key(issue.Repository) : null,
        IssueNumber = item.Issue?.Number,
        Issue = item.Issue is { } kept ? JsonSerializer.Serialize(kept, ActionsJson.Default.ActionIssue) : null,
    };

    /// <summary>A repository's name as it is looked for: capital letters don't matter.</summary>
    public static string Key(string repository) => repository.ToLowerInvariant();

    private ActionItem ToItem() => new(Number, ToTerms(), Read(OpenedBy), OpenedAt)
    {
        Version = Version,
        State = Language.Words.Parse<ActionState>(State),
        Reason = Reason,
        SettledBy = SettledBy,
        SettledAt = SettledAt,
        Source = Channel is { } channel && Id is { } id ? new MessageId(new ChannelId(channel), id) : null,
        Permalink = Permalink is null ? null : new Uri(Permalink),
        Issue = Issue is null ? null : JsonSerializer.Deserialize(Issue, ActionsJson.Default.ActionIssue),
    };

    private ActionTerms ToTerms() => new(Words)
    {
        Owner = Owner is null ? null : Read(Owner),
        Due = DueOn is null ? null : DateOnly.ParseExact(DueOn, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Kind = Kind is null ? null : Language.Words.Parse<ActionKind>(Kind),
        Horizon = Horizon is null ? null : Language.Words.Parse<ActionHorizon>(Horizon),
        DoneWhen = DoneWhen,
    };

    private static string Write(Person person) => JsonSerializer.Serialize(person, ActionsJson.Default.Person);

    private static Person Read(string person) =>
        JsonSerializer.Deserialize(person, ActionsJson.Default.Person) ?? throw new JsonException("An action item is without a person.");
}

/// <summary>An action item and where it belongs.</summary>
/// <param name="Workspace">Whose.</param>
/// <param name="Incident">Of which incident.</param>
/// <param name="Item">The action item.</param>
internal sealed record KeptAction(WorkspaceId Workspace, IncidentId Incident, ActionItem Item);

/// <summary>How the parts of action items that are not columns are stored, and the bodies of their own work.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(ActionIssue))]
[JsonSerializable(typeof(ActionFact))]
internal sealed partial class ActionsJson : JsonSerializerContext;
