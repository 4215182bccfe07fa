using System.Text.Json;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Demo;

/// <summary>Builds a scenario from its JSON, with defaults for missing fields.</summary>
internal sealed class ScenarioParser(string source)
{
    private const string UnknownActor = "unknown";
    // A file about changes need not name each of them.
    private const string Unnamed = "unnamed";
    private const string Monitor = "monitor";
    private const int MaxName = 80, MostOfMachines = 20, LongestOfMachines = 1_000;

    private readonly ScenarioFields fields = new(source);

    public Scenario Parse(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw StopException.WrongInput($"{source} isn't a JSON object with a title and a timeline.");
        var title = fields.Text(root, "title", "title").Trim();
        var metrics = fields.Group(root, "metrics", "metrics");
        var lines = Lines(root, title, Metric(metrics, "declared"));
        var declared = lines.Find(l => l.Kind == ScenarioKinds.Declare) ?? lines[0];
        lines = [.. lines.Concat(Machines(root, Metric(metrics, "detected") ?? Metric(metrics, "declared") ?? declared.Entry.At))
            .OrderBy(l => l.Entry.At)];
        var play = fields.Group(root, "play", "play");
        var services = Services(root);
        return new Scenario
        {
            Title = title,
            Severity = Severity(root),
            Services = services,
            Commander = fields.FindText(
                fields.Group(root, "roles", "roles"), "incident_commander",
                "roles.incident_commander")?.Trim() is { } name ? Short(name) : null,
            Entries = [.. lines.Select(l => l.Entry)],
            Chat = Chat(play),
            Steps = Steps(play),
            Deploys = Deploys(root, services),
            Catalogue = Catalogue(root),
            Declared = Metric(metrics, "declared") ?? declared.Entry.At,
            DeclaredBy = declared.Entry.Actor,
            ImpactStart = Metric(metrics, "impact_start"),
            Detected = Metric(metrics, "detected"),
            Mitigated = Metric(metrics, "mitigated") ?? Last(lines, ScenarioKinds.Mitigate),
            Resolved = Last(lines, ScenarioKinds.Resolve) ?? Metric(metrics, "impact_end"),
            Closed = Metric(metrics, "closed") ?? Last(lines, ScenarioKinds.Close),
        };
    }

    // A file about changes may have nothing but the time of the declaration.
    private List<Line> Lines(JsonElement root, string title, DateTimeOffset? declared)
    {
        if (declared is { } at && fields.List(root, "timeline", "timeline").Count == 0 && ScenarioFields.Has(root, "deploys", out _))
            return [new Line(ScenarioKinds.Declare, new ScenarioEntry(at, UnknownActor, ScenarioKinds.Read(ScenarioKinds.Declare), title))];
        if (!ScenarioFields.Has(root, "timeline", out _))
            throw fields.Wrong("timeline", "is missing; it must be a list of entries with at and note");
        var elements = fields.List(root, "timeline", "timeline");
        if (elements.Count == 0) throw fields.Wrong("timeline", "is empty; it needs at least one entry with at and note");
        return [.. elements.Select(ReadLine).OrderBy(l => l.Entry.At)];
    }

    // What monitors and logs said is in the chat what somebody noted of them, as long as it's few.
    private List<Line> Machines(JsonElement root, DateTimeOffset at) =>
        ScenarioFields.Has(root, "deploys", out _) ? [.. Said(root, "alerts", "alert", at), .. Said(root, "logs", "log", at)] : [];

    private IEnumerable<Line> Said(JsonElement root, string name, string kind, DateTimeOffset at) =>
        from element in fields.List(root, name, name).Take(MostOfMachines)
        where element.ValueKind == JsonValueKind.String
        let words = fields.Unescaped(element, name).Trim()
        where words.Length is > 0 and <= LongestOfMachines
        select new Line(kind, new ScenarioEntry(at, Monitor, ScenarioKinds.Read(kind), words));

    private Line ReadLine(JsonElement element, int index)
    {
        var field = $"timeline[{index}]";
        fields.Object(element, field);
        var kind = (fields.FindText(element, "kind", $"{field}.kind") ?? "").Trim().ToLowerInvariant();
        var entry = new ScenarioEntry(
            fields.Time(element, "at", $"{field}.at"), Actor(element, field), ScenarioKinds.Read(kind),
            fields.Text(element, "note", $"{field}.note").Trim());
        return new Line(kind, entry);
    }

    private string Actor(JsonElement element, string field) =>
        fields.FindText(element, "actor", $"{field}.actor")?.Trim() is { } name ? Short(name) : UnknownActor;

    // What a chat takes as a display name.
    private static string Short(string name) => name.Length <= MaxName ? name : name[..MaxName].TrimEnd();

    private DateTimeOffset? Metric(JsonElement metrics, string name) => fields.FindTime(metrics, name, $"metrics.{name}");

    private int? Severity(JsonElement root)
    {
        if (!ScenarioFields.Has(root, "severity", out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => ScenarioKinds.ReadSeverity(fields.Unescaped(value, "severity")),
            JsonValueKind.Number => ScenarioKinds.ReadSeverity(value.GetRawText()),
            _ => throw fields.Wrong("severity", "isn't a text; write it like \"SEV2\""),
        };
    }

    private List<string> Services(JsonElement root)
    {
        var services = fields.List(root, "services", "services").Select((value, index) =>
            value.ValueKind == JsonValueKind.String && fields.Unescaped(value, "services") is var name && !string.IsNullOrWhiteSpace(name)
                ? name.Trim()
                : throw fields.Wrong($"services[{index}]", "isn't a text; it must be the name of a service"));
        return [.. services.Distinct(StringComparer.Ordinal)];
    }

    private List<ScenarioService> Catalogue(JsonElement root)
    {
        var group = fields.Group(root, "catalogue", "catalogue");
        if (group.ValueKind != JsonValueKind.Object)
            return [];

        return [.. group.EnumerateObject().Select(service =>
        {
            var field = $"catalogue.{service.Name}";
            fields.Object(service.Value, field);
            return new ScenarioService(
                service.Name.Trim(), Names(service.Value, "environments", $"{field}.environments"),
                Names(service.Value, "dependencies", $"{field}.dependencies"));
        })];
    }

    private List<string> Names(JsonElement parent, string name, string field) =>
        [.. fields.List(parent, name, field).Select((value, index) =>
            value.ValueKind == JsonValueKind.String && fields.Unescaped(value, field) is var text && !string.IsNullOrWhiteSpace(text)
                ? text.Trim()
                : throw fields.Wrong($"{field}[{index}]", "isn't a text; it must be a name"))];

    private List<ScenarioDeploy> Deploys(JsonElement root, List<string> services)
    {
        var deploys = fields.List(root, "deploys", "deploys").Select((element, index) =>
        {
            var field = $"deploys[{index}]";
            fields.Object(element, field);
            return new ScenarioDeploy(
                fields.Time(element, "at", $"{field}.at"),
                services.Count > 0 && fields.FindText(element, "service", $"{field}.service") is null
                    ? services[0]
                    : fields.Text(element, "service", $"{field}.service").Trim(),
                fields.FindText(element, "environment", $"{field}.environment")?.Trim() ?? "production",
                fields.FindText(element, "ref", $"{field}.ref")?.Trim() ?? Unnamed,
                fields.FindText(element, "description", $"{field}.description"),
                State(fields.FindText(element, "state", $"{field}.state"), $"{field}.state"))
            {
                Kind = ScenarioKinds.ReadChange(fields.FindText(element, "kind", $"{field}.kind")),
                Files = Names(element, "files", $"{field}.files"),
                Diff = fields.FindText(element, "diff", $"{field}.diff"),
                RollbackOf = ScenarioFields.Has(element, "rollback_of", out var back) && back.ValueKind == JsonValueKind.String
                    ? fields.Unescaped(back, $"{field}.rollback_of").Trim()
                    : null,
            };
        });
        return [.. deploys.OrderBy(d => d.At)];
    }

    private string State(string? word, string field) => word?.Trim().ToLowerInvariant() switch
    {
        null or ScenarioDeploy.Success => ScenarioDeploy.Success,
        ScenarioDeploy.Inactive => ScenarioDeploy.Inactive,
        "error" => "failure",
        "failure" or "in_progress" or "waiting" or "queued" or "pending" => word.Trim().ToLowerInvariant(),
        _ => throw fields.Wrong(field, $"is \"{word}\", but must be success, inactive, failure, in_progress or waiting"),
    };

    private List<ScenarioChat> Chat(JsonElement play)
    {
        var chat = fields.List(play, "chat", "play.chat").Select((element, index) =>
        {
            var field = $"play.chat[{index}]";
            fields.Object(element, field);
            return new ScenarioChat(
                fields.Time(element, "at", $"{field}.at"), Actor(element, field), fields.Text(element, "text", $"{field}.text"));
        });
        return [.. chat.OrderBy(c => c.At)];
    }

    private List<ScenarioStep> Steps(JsonElement play)
    {
        var steps = fields.List(play, "checklist", "play.checklist").Select((element, index) =>
        {
            var field = $"play.checklist[{index}]";
            fields.Object(element, field);
            return new ScenarioStep(
                fields.Time(element, "at", $"{field}.at"), Actor(element, field),
                fields.Text(element, "step", $"{field}.step").Trim(), fields.FindText(element, "answer", $"{field}.answer"));
        });
        return [.. steps.OrderBy(s => s.At)];
    }

    private static DateTimeOffset? Last(List<Line> lines, string kind) => lines.FindLast(l => l.Kind == kind)?.Entry.At;

    /// <summary>An entry with the file's own word for its kind, which milestones are found by.</summary>
    private sealed record Line(string Kind, ScenarioEntry Entry);
}
