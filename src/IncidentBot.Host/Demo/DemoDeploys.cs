using System.Text.Json.Nodes;
using IncidentBot.Changes;
using IncidentBot.Language;

namespace IncidentBot.Host.Demo;

/// <summary>What a scenario's deploys are in the local GitHub: commits with files and patches, and statuses as GitHub tells them.</summary>
internal static class DemoDeploys
{
    private const int LongestWindow = 720, OldestDeploy = 90;

    private static readonly string[] Headers = ["--- ", "index "];

    /// <summary>Looks as far back as the file has deploys, since whoever ranks the file looks at all of them.</summary>
    public static DeployOptions Window(Scenario scenario)
    {
        var usual = new DeployOptions();
        var hours = scenario.Deploys.Select(deploy => (Began(scenario) - deploy.At).TotalHours).DefaultIfEmpty(0).Max();
        return new DeployOptions { WindowHours = Math.Clamp((int)Math.Ceiling(hours) + 1, usual.WindowHours, LongestWindow) };
    }

    /// <summary>Looks at deploys that are as old as the oldest of them, and at what was live before.</summary>
    public static ChangesOptions LookBack(Scenario scenario)
    {
        var usual = new ChangesOptions();
        var last = scenario.Closed ?? scenario.Resolved ?? scenario.Declared;
        var days = (last - Began(scenario)).TotalDays + (Window(scenario).WindowHours / 24.0) + 2;
        return new ChangesOptions { LookBackDays = Math.Clamp((int)Math.Ceiling(days), usual.LookBackDays, OldestDeploy) };
    }

    /// <summary>
    /// What was live in each place before the first deploy of the file, since a deploy is compared with the one of its kind before it: the
    /// version that a rollback goes back to, where the file has no deploy of that.
    /// </summary>
    public static IEnumerable<ScenarioDeploy> Before(Scenario scenario)
    {
        var at = Began(scenario).AddHours(-Window(scenario).WindowHours - 1);
        return
            from place in scenario.Deploys.GroupBy(
                deploy => $"{deploy.Service}\n{deploy.Environment}\n{deploy.Kind}", StringComparer.OrdinalIgnoreCase)
            let first = place.MinBy(deploy => deploy.At)!
            let back = place.FirstOrDefault(
                deploy => deploy.RollbackOf is not null && place.All(other => other == deploy || other.Ref != deploy.Ref))
            let live = at < first.At ? at : first.At.AddHours(-1)
            select new ScenarioDeploy(live, first.Service, first.Environment, back?.Ref ?? "before", null) { Kind = first.Kind };
    }

    /// <summary>A deploy as the local GitHub takes it; its task is the word of its kind.</summary>
    /// <param name="scenario">Whose.</param>
    /// <param name="deploy">The deploy.</param>
    /// <param name="repository">Where it goes, as owner/name.</param>
    /// <param name="now">When it is told; UTC.</param>
    public static JsonObject Deployment(Scenario scenario, ScenarioDeploy deploy, string repository, DateTimeOffset now) => new()
    {
        ["repository"] = repository, ["environment"] = deploy.Environment, ["ref"] = deploy.Ref, ["description"] = deploy.Description,
        ["task"] = Words.Of(deploy.Kind), ["statuses"] = Statuses(scenario, deploy, now), ["files"] = Files(deploy),
    };

    /// <summary>
    /// The statuses of a deploy as far as they are known when it is told: when it was replaced is when the next one went live.
    /// </summary>
    public static JsonArray Statuses(Scenario scenario, ScenarioDeploy deploy, DateTimeOffset now)
    {
        if (deploy.State != ScenarioDeploy.Inactive)
            return [Status(deploy.State, deploy.At)];

        var next = scenario.Deploys.FirstOrDefault(other => other.At > deploy.At && other.IsInPlaceOf(deploy));
        return next is null || next.At > now
            ? [Status(ScenarioDeploy.Success, deploy.At)]
            : [Status(ScenarioDeploy.Success, deploy.At), Status(ScenarioDeploy.Inactive, next.At)];
    }

    /// <summary>The files of a deploy with their patches; a patch that names no file belongs to the first of them.</summary>
    public static JsonArray Files(ScenarioDeploy deploy)
    {
        var patches = Patches(deploy.Diff);
        var loose = patches.GetValueOrDefault(string.Empty);
        var named = deploy.Files.Concat(patches.Keys.Where(path => path.Length > 0)).Distinct(StringComparer.Ordinal).ToList();
        if (named.Count == 0 && loose is not null)
            named.Add("changes");
        return [.. named.Select((path, index) => (JsonNode)new JsonObject
        {
            ["filename"] = path, ["status"] = "modified",
            ["patch"] = patches.GetValueOrDefault(path) ?? (index == 0 ? loose : null),
        })];
    }

    // By the headers of a unified diff; what stands before the first of them names no file.
    private static Dictionary<string, string> Patches(string? diff)
    {
        var patches = new Dictionary<string, string>(StringComparer.Ordinal);
        var path = string.Empty;
        foreach (var line in (diff ?? string.Empty).ReplaceLineEndings("\n").Split('\n'))
        {
            var at = line.StartsWith("diff --git ", StringComparison.Ordinal) ? line.LastIndexOf(" b/", StringComparison.Ordinal) : -1;
            if (at > 0)
                path = line[(at + 3)..].Trim();
            else if (line.StartsWith("+++ ", StringComparison.Ordinal))
                path = line[4..].Trim() is ['b', '/', .. var named] ? named : path;
            else if (line.Length > 0 && !Headers.Any(header => line.StartsWith(header, StringComparison.Ordinal)))
                patches[path] = patches.TryGetValue(path, out var known) ? $"{known}\n{line}" : line;
        }

        return patches;
    }

    private static DateTimeOffset Began(Scenario scenario) => scenario.ImpactStart ?? scenario.Declared;

    private static JsonObject Status(string state, DateTimeOffset at) => new() { ["state"] = state, ["at"] = NoteWords.Iso(at) };
}
