using System.Globalization;
using System.Text.Json;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Suspects;

/// <summary>Builds an incident and its changes from the file's JSON.</summary>
internal sealed class SuspectFileParser(string source)
{
    private static readonly Dictionary<string, ChangeState> States = new(StringComparer.Ordinal)
    {
        ["success"] = ChangeState.Success, ["inactive"] = ChangeState.Inactive, ["failure"] = ChangeState.Failure,
        ["error"] = ChangeState.Failure, ["in_progress"] = ChangeState.InProgress, ["waiting"] = ChangeState.Waiting,
        ["queued"] = ChangeState.Waiting, ["pending"] = ChangeState.Waiting,
    };

    private static readonly string[] LogTimes =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy/MM/dd HH:mm:ss",
    ];

    // What an alert or a log line is called when it is an object.
    private static readonly string[] TextFields = ["title", "name", "summary", "text", "message", "description", "note", "line"];

    private readonly ScenarioFields fields = new(source);

    public SuspectFile Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw StopException.WrongInput($"{source} isn't a JSON object with a title and deploys.");

        var title = fields.Text(root, "title", "title").Trim();
        var timeline = Timeline(root);
        if (!ScenarioFields.Has(root, "deploys", out _))
            throw fields.Wrong("deploys", "is missing; it must be a list of changes with at, which may be empty");

        var changes = Changes(root);
        List<IncidentText> texts =
        [
            .. timeline.Select(one => one.Text), .. Lines(root, "alerts", TextSource.Alert), .. Lines(root, "logs", TextSource.Log),
        ];
        return new SuspectFile(title, Times(root, timeline), Names(root, "services", "services"), Catalogue(root), texts, changes);
    }

    private List<(string Kind, IncidentText Text)> Timeline(JsonElement root) =>
        [.. fields.List(root, "timeline", "timeline").Select((element, index) =>
        {
            var field = $"timeline[{index}]";
            fields.Object(element, field);
            var kind = fields.FindText(element, "kind", $"{field}.kind")?.Trim().ToLowerInvariant() ?? "";
            var from = kind is "finding" or ScenarioKinds.Mitigate or ScenarioKinds.Resolve ? TextSource.Finding
                : kind == "alert" ? TextSource.Alert : TextSource.Observation;
            return (kind, new IncidentText(from, fields.Text(element, "note", $"{field}.note"), fields.Time(element, "at", $"{field}.at")));
        })];

    private KnownTimes Times(JsonElement root, List<(string Kind, IncidentText Text)> timeline)
    {
        var metrics = fields.Group(root, "metrics", "metrics");
        DateTimeOffset? Metric(string name) => fields.FindTime(metrics, name, $"metrics.{name}");
        var (start, estimate, detected) = (Metric("impact_start"), Metric("first_estimate"), Metric("detected"));
        var declared = Metric("declared")
            ?? timeline.Where(one => one.Kind == ScenarioKinds.Declare).Select(one => one.Text.At).Min()
            ?? detected ?? start ?? estimate ?? timeline.Select(one => one.Text.At).Min()
            ?? throw fields.Wrong("metrics.declared", "is missing; it must be a time such as \"2026-03-01T16:05:00Z\"");
        return new KnownTimes(start, estimate, detected, declared);
    }

    private List<IncidentText> Lines(JsonElement root, string name, TextSource from) =>
        [.. fields.List(root, name, name).Select((element, index) => Line(element, $"{name}[{index}]", from)).OfType<IncidentText>()];

    private IncidentText? Line(JsonElement element, string field, TextSource from)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var words = TextFields.Select(name => fields.FindText(element, name, $"{field}.{name}")).OfType<string>().ToList();
            return words.Count == 0
                ? null
                : new IncidentText(from, string.Join(". ", words), fields.FindTime(element, "at", $"{field}.at"));
        }

        if (element.ValueKind != JsonValueKind.String)
            throw fields.Wrong(field, "isn't a text; put it in quotation marks");

        var text = fields.Unescaped(element, field);
        return new IncidentText(from, text, TimeOf(text));
    }

    // A log line often begins with its time, and one that was written later was not known.
    private static DateTimeOffset? TimeOf(string line)
    {
        var words = line.Length > 64 ? line[..64] : line;
        var parts = words.TrimStart('[', ' ').Split(' ', 3);
        foreach (var text in new[] { parts[0], parts.Length > 1 ? $"{parts[0]} {parts[1]}" : "" })
        {
            var trimmed = text.TrimEnd(']', ',', ':', ' ').Replace(',', '.');
            if (DateTimeOffset.TryParseExact(trimmed, LogTimes, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
                return at.ToUniversalTime();
        }

        return null;
    }

    private List<KnownService> Catalogue(JsonElement root)
    {
        var group = fields.Group(root, "catalogue", "catalogue");
        if (group.ValueKind != JsonValueKind.Object)
            return [];

        return [.. group.EnumerateObject().Select(service =>
        {
            var field = $"catalogue.{service.Name}";
            fields.Object(service.Value, field);
            return new KnownService(
                service.Name.Trim(), Names(service.Value, "repositories", $"{field}.repositories"),
                Names(service.Value, "environments", $"{field}.environments"),
                Names(service.Value, "dependencies", $"{field}.dependencies"));
        })];
    }

    private List<string> Names(JsonElement parent, string name, string field) =>
        [.. fields.List(parent, name, field).Select((value, index) =>
            value.ValueKind == JsonValueKind.String && fields.Unescaped(value, field) is var text && !string.IsNullOrWhiteSpace(text)
                ? text.Trim()
                : throw fields.Wrong($"{field}[{index}]", "isn't a text; it must be a name"))];

    private List<SuspectChange> Changes(JsonElement root) =>
        [.. fields.List(root, "deploys", "deploys").Select((element, index) => Change(element, $"deploys[{index}]"))];

    private SuspectChange Change(JsonElement element, string field)
    {
        fields.Object(element, field);
        string? Find(string name) => fields.FindText(element, name, $"{field}.{name}")?.Trim();
        return new SuspectChange(fields.Time(element, "at", $"{field}.at"))
        {
            Service = Find("service"),
            Environment = Find("environment"),
            Ref = Find("ref"),
            Description = Find("description"),
            Files = Names(element, "files", $"{field}.files"),
            Diff = fields.FindText(element, "diff", $"{field}.diff"),
            Kind = ScenarioKinds.ReadChange(Find("kind")),
            State = State(Find("state"), $"{field}.state"),
            RollbackOf = RollbackOf(element, $"{field}.rollback_of"),
        };
    }

    private ChangeState State(string? word, string field) =>
        word is null ? ChangeState.Success
        : States.TryGetValue(word.ToLowerInvariant(), out var state) ? state
        : throw fields.Wrong(field, $"is \"{word}\", but must be success, inactive, failure, in_progress or waiting");

    // False says the same as leaving it out.
    private string? RollbackOf(JsonElement element, string field) =>
        ScenarioFields.Has(element, "rollback_of", out var value) && value.ValueKind is JsonValueKind.False or JsonValueKind.True
            ? null
            : fields.FindText(element, "rollback_of", field)?.Trim();
}
