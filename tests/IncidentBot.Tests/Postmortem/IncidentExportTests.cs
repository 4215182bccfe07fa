using System.Text.Json;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;

namespace IncidentBot.Tests.Postmortem;

public sealed class IncidentExportTests
{
    [Fact]
    public void The_json_of_a_rich_record_reads_as_approved() =>
        Approved.Is("rich-incident.json", ReadableJson.Write(ExportRules.Of(SampleRecord.Rich, new ExportedPostmortem(2, "# INC-7\n"))) + "\n");

    [Fact]
    public void Unknown_values_are_null_and_their_keys_present()
    {
        using var document = JsonDocument.Parse(ReadableJson.Write(ExportRules.Of(SampleRecord.Bare, new ExportedPostmortem(null, ""))));

        Assert.Equal(
            ["number", "title", "severity", "status", "drill", "milestones", "milestoneHistory", "durationsSeconds", "roles", "services", "checklist", "deploys", "changes", "no_change", "timeline", "hypotheses", "whys", "factors", "actions", "postmortem", "audit"],
            Keys(document.RootElement));
        Assert.Equal(["impactStart", "detected", "declared", "acknowledged", "mitigated", "resolved", "closed"], Keys(document.RootElement.GetProperty("milestones")));
        Assert.Equal(["toDetect", "toAcknowledge", "toMitigate", "toResolve"], Keys(document.RootElement.GetProperty("durationsSeconds")));
        Assert.Equal(["commander", "scribe", "comms", "others"], Keys(document.RootElement.GetProperty("roles")));
        Assert.All(document.RootElement.GetProperty("durationsSeconds").EnumerateObject(), property => Assert.Equal(JsonValueKind.Null, property.Value.ValueKind));
        Assert.Equal("2026-03-02T16:06:30.000Z", document.RootElement.GetProperty("milestones").GetProperty("declared").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("postmortem").GetProperty("version").ValueKind);
    }

    [Fact]
    public void Minutes_before_are_whole_and_rounded_down()
    {
        var record = SampleRecord.Rich with { Deploys = SampleRecord.Rich.Deploys with { Before = [SampleRecord.Found[0] with { At = SampleRecord.At("16:00:01") }] } };

        Assert.Equal(1, Assert.Single(ExportRules.Of(record, new ExportedPostmortem(1, "")).Deploys).MinutesBefore);
    }

    [Fact]
    public async Task A_stored_draft_is_given_out_as_it_is_stored()
    {
        await using var bot = await StoredIncident.CreateAsync();
        await bot.DoAsync(work => bot.Get<AssemblePostmortem>().HandleAsync(new DraftAsked(StoredIncident.Id.Number), work, default));
        await bot.WithRecordAsync();

        var markdown = await bot.Get<IncidentExport>().WriteAsync(await bot.LoadAsync(), ExportFormat.Markdown, default);
        using var json = JsonDocument.Parse(await bot.Get<IncidentExport>().WriteAsync(await bot.LoadAsync(), ExportFormat.Json, default));

        Assert.DoesNotContain("Orders: error rate", markdown, StringComparison.Ordinal);
        Assert.Equal(1, json.RootElement.GetProperty("postmortem").GetProperty("version").GetInt32());
        Assert.StartsWith(json.RootElement.GetProperty("postmortem").GetProperty("markdown").GetString()!, markdown, StringComparison.Ordinal);
        Assert.Equal(SampleRecord.Timeline.Count, json.RootElement.GetProperty("timeline").GetArrayLength());
    }

    [Fact]
    public async Task Without_a_draft_one_is_assembled_and_nothing_is_written()
    {
        await using var bot = await (await StoredIncident.CreateAsync()).WithRecordAsync();

        var markdown = await bot.Get<IncidentExport>().MarkdownAsync(await bot.LoadAsync(), default);

        Assert.Contains("Orders: error rate", markdown, StringComparison.Ordinal);
        Assert.Null(await bot.Get<PostmortemStore>().FindNewestAsync(SampleRecord.Incident.Workspace, StoredIncident.Id, default));
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
