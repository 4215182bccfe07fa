using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Delivery.Audit;
using IncidentBot.Postmortem.Versions;

namespace IncidentBot.Postmortem.Exports;

/// <summary>An incident as other programs read it: keys always present, unknown values null.</summary>
internal sealed record ExportedIncident(
    int Number,
    string Title,
    int Severity,
    string Status,
    bool Drill,
    ExportedMilestones Milestones,
    IReadOnlyList<ExportedCorrection> MilestoneHistory,
    ExportedDurations DurationsSeconds,
    ExportedRoles Roles,
    IReadOnlyList<string> Services,
    IReadOnlyList<ExportedStep> Checklist,
    IReadOnlyList<ExportedDeploy> Deploys,
    IReadOnlyList<ExportedChange> Changes,
    [property: JsonPropertyName("no_change")] ExportedSuspicion NoChange,
    IReadOnlyList<ExportedEntry> Timeline,
    IReadOnlyList<ExportedHypothesis> Hypotheses,
    IReadOnlyList<ExportedWhy> Whys,
    IReadOnlyList<ExportedFactor> Factors,
    IReadOnlyList<ExportedAction> Actions,
    ExportedPostmortem Postmortem,
    ExportedAudit? Audit = null)
{
    /// <summary>What went live after the incident began; left out where nothing did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExportedLaterDeploy>? DeploysAfter { get; init; }

    /// <summary>What was asked of monitoring, the oldest first; left out where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExportedSignals>? Signals { get; init; }

    /// <summary>What was found out about others, such as third parties; left out where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExportedFinding>? Findings { get; init; }
}

/// <summary>One round of asking monitoring; the same queries were asked for a week before.</summary>
internal sealed record ExportedSignals(
    string Reason, DateTimeOffset AskedAt, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ExportedSignal> Signals,
    IReadOnlyList<string> Problems);

/// <summary>One signal: the query word for word, what its numbers did in words, and a few of them.</summary>
internal sealed record ExportedSignal(
    string Service, string Signal, string Name, string Unit, string Source, string Query, string Words, IReadOnlyList<string> Remarks,
    IReadOnlyList<ExportedPoint> Points, IReadOnlyList<ExportedPoint> WeekBefore);

/// <summary>A value at a moment; null: there is none, which is not zero.</summary>
internal sealed record ExportedPoint(DateTimeOffset At, double? Value);

/// <summary>What was found out about something that isn't ours: <c>clear</c>, <c>trouble</c> or <c>unknown</c>.</summary>
internal sealed record ExportedFinding(
    string About, string Name, string Verdict, string Words, DateTimeOffset At, DateTimeOffset? Since, string? Url, int? Entry);

internal sealed record ExportedAction(
    int Number, string Text, bool Removed, string State, string? Reason, string? Owner, string? Due, string? Kind, string? Horizon,
    string? DoneWhen, string OpenedBy, DateTimeOffset OpenedAt, string? SettledBy, DateTimeOffset? SettledAt, string? Permalink,
    ExportedIssue? Issue);

internal sealed record ExportedIssue(string Repository, int Number, string? Url, bool Closed);

internal sealed record ExportedMilestones(
    DateTimeOffset? ImpactStart, DateTimeOffset? Detected, DateTimeOffset? Declared, DateTimeOffset? Acknowledged,
    DateTimeOffset? Mitigated, DateTimeOffset? Resolved, DateTimeOffset? Closed);

internal sealed record ExportedCorrection(
    string Milestone, DateTimeOffset? From, DateTimeOffset To, string? By, DateTimeOffset At, string? Reason);

internal sealed record ExportedDurations(long? ToDetect, long? ToAcknowledge, long? ToMitigate, long? ToResolve);

internal sealed record ExportedRoles(string? Commander, string? Scribe, string? Comms, IReadOnlyDictionary<string, string> Others);

internal sealed record ExportedStep(
    string Phase, string Step, string State, string? AssignedTo, string? By, DateTimeOffset? At, string? Answer);

internal sealed record ExportedDeploy(
    DateTimeOffset At, string Service, string? Environment, string Ref, string? Description, string? Url, long? MinutesBefore);

/// <summary>A change of any kind and state, with how much speaks for it; the most suspicious first.</summary>
internal sealed record ExportedChange(
    DateTimeOffset At, string Service, string? Environment, string Ref, string? Description, string? Url, string Kind, string State,
    string Origin, int Score, IReadOnlyList<ExportedPart> Parts, ExportedDecision? Decision);

/// <summary>How much speaks for no change.</summary>
internal sealed record ExportedSuspicion(int Score, IReadOnlyList<ExportedPart> Parts);

internal sealed record ExportedPart(string Name, int Points, string Words);

/// <summary>What a person decided last about a change.</summary>
internal sealed record ExportedDecision(string What, string By, DateTimeOffset At, string? Reason);

/// <summary>What went live after the incident began.</summary>
internal sealed record ExportedLaterDeploy(
    DateTimeOffset At, string Service, string? Environment, string Ref, string? Description, string? Url, long? MinutesAfter,
    bool Rollback);

internal sealed record ExportedEntry(
    DateTimeOffset At, DateTimeOffset RecordedAt, string Kind, string Author, string Text, string? Permalink, DateTimeOffset? EditedAt,
    bool Removed, IReadOnlyList<ExportedFile> Files)
{
    /// <summary>Whether its time may not be what its writer meant; left out where it is not in doubt.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool TimeToBeConfirmed { get; init; }
}

/// <summary>An answer to the question why; its label says where in the tree it stands.</summary>
internal sealed record ExportedWhy(
    string Label, string? Under, string Text, string? Category, string By, DateTimeOffset At, IReadOnlyList<ExportedEvidence> Evidence);

/// <summary>A contributing factor; its label says where in the tree it stands.</summary>
internal sealed record ExportedFactor(
    string Label, string? Under, string Text, string? Category, string By, DateTimeOffset At, IReadOnlyList<ExportedEvidence> Evidence);

/// <summary>What speaks for a why or factor: an entry by its number, a file of one, or a page.</summary>
internal sealed record ExportedEvidence(int? Entry, string? Link, string? File, string? Sha256);

/// <summary>What somebody thought may have caused it; its state is that after its last step.</summary>
internal sealed record ExportedHypothesis(
    int Number, string Text, string? Component, string? Change, string? Confirms, string? RulesOut, bool Vague, string State, string By,
    DateTimeOffset At, long TestedSeconds, IReadOnlyList<ExportedEvidence> Observed, IReadOnlyList<ExportedHypothesisStep> Steps);

/// <summary>What became of a hypothesis, and by which attempt to make it happen again, if it was by one.</summary>
internal sealed record ExportedHypothesisStep(
    string State, string By, DateTimeOffset At, string? Reason, string? ReproducedBy, string? Reproduction,
    IReadOnlyList<ExportedEvidence> Evidence);

internal sealed record ExportedFile(
    string Name, string MediaType, string State, string? Problem, string? Link, long? Size, string? Sha256, string SharedBy, string? Path);

/// <summary>The heads of the audit trail; what there is only since later versions is left out where there is none.</summary>
internal sealed record ExportedAudit(
    long Changes,
    string Head,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StoreHead = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExportedKey? KeyBegan = null)
{
    public static ExportedAudit Of(AuditHeads heads) => new(
        heads.Head.Seq, heads.Head.Hash, heads.StoreHead,
        heads.Key is { } began ? new ExportedKey(began.Id, began.Seq, began.At) : null);
}

internal sealed record ExportedKey(string Key, long Change, DateTimeOffset At);

/// <summary>The draft; what was published of it is left out where nothing was.</summary>
internal sealed record ExportedPostmortem(
    int? Version, string Markdown,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ExportedPublication? Published = null);

/// <summary>Which version was published.</summary>
internal sealed record ExportedPublication(int Version, DateTimeOffset At, string By)
{
    public static ExportedPublication? Of(PublishedDraft? published) =>
        published is null ? null : new ExportedPublication(published.Version, published.At, published.By.Name);
}

/// <summary>Instants to the millisecond, in UTC.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.ParseExact(reader.GetString()!, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}

[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
        Converters = [typeof(InstantConverter)]),
]
[JsonSerializable(typeof(ExportedIncident))]
internal sealed partial class ExportJson : JsonSerializerContext;

/// <summary>Writes words readably: the file is not part of a web page.</summary>
internal static class ReadableJson
{
    private static readonly ExportJson Context = new(
        new JsonSerializerOptions(ExportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(ExportedIncident incident) => JsonSerializer.Serialize(incident, Context.ExportedIncident);
}
