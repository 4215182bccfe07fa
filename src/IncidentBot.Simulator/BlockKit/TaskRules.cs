using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The rules for plan and task_card (docs.slack.dev/reference/block-kit/blocks/plan-block, .../task-card-block).</summary>
internal static class TaskRules
{
    private const int Longest = 3000;

    public static void Plan(Findings findings, JsonObject plan, string pointer)
    {
        findings.Only(plan, pointer, "type", "block_id", "title", "tasks");
        // The page says a string, its example shows a text object; both are taken.
        if (plan["title"] is JsonObject) CompositionRules.TextObject(findings, plan, pointer, "title", Longest, plainOnly: true);
        else findings.Text(plan, pointer, "title", Longest, required: true);
        var tasks = findings.List(plan, pointer, "tasks", 1000, min: 0);
        for (var i = 0; i < (tasks?.Count ?? 0); i++)
        {
            var at = $"{pointer}/tasks/{i}";
            if (tasks![i] is not JsonObject task)
            {
                findings.Add(at, "must be an object");
                continue;
            }
            // In a plan the type may be left out.
            if (task.ContainsKey("type") && task["type"]?.ToString() != "task_card") findings.Add($"{at}/type", "must be task_card");
            Task(findings, task, at);
        }
    }

    public static void Task(Findings findings, JsonObject task, string pointer)
    {
        findings.Only(task, pointer, "type", "block_id", "task_id", "title", "details", "output", "sources", "status");
        findings.Text(task, pointer, "task_id", 255, required: true);
        findings.Text(task, pointer, "title", Longest, required: true);
        findings.OneOf(task, pointer, "status", "pending", "in_progress", "complete", "error");
        RichTextRules.Field(findings, task, pointer, "details");
        RichTextRules.Field(findings, task, pointer, "output");
        var sources = findings.List(task, pointer, "sources", 1000, min: 0);
        for (var i = 0; i < (sources?.Count ?? 0); i++) Source(findings, sources![i], $"{pointer}/sources/{i}");
    }

    private static void Source(Findings findings, JsonNode? node, string pointer)
    {
        if (node is not JsonObject source || source.GetValueKind() != JsonValueKind.Object)
        {
            findings.Add(pointer, "must be an object");
            return;
        }
        findings.Only(source, pointer, "type", "url", "text");
        if (source["type"]?.ToString() != "url") findings.Add($"{pointer}/type", "must be url");
        findings.Address(source, pointer, "url", required: true);
        findings.Text(source, pointer, "text", Longest, required: true);
    }
}
