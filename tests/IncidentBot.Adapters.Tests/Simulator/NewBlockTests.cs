using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>The blocks that came after the first ten, with the fields and limits of docs.slack.dev and of @slack/types 3.2.</summary>
public sealed class NewBlockTests
{
    private const string Cell = """{"type":"raw_text","text":"a"}""";
    private const string Number = """{"type":"raw_number","value":7,"text":"seven"}""";
    private const string Rich = """{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"r","style":{"bold":true}}]}]}""";
    private const string Button = """{"type":"button","text":{"type":"plain_text","text":"Go"}}""";
    private const string Image = """{"type":"image","image_url":"https://example.com/i.png","alt_text":"i"}""";
    private const string Axes = """ "axis_config":{"categories":["Mon","Tue"],"x_label":"Day"}""";
    private const string Series = """{"name":"web","data":[{"label":"Mon","value":3},{"label":"Tue","value":-1.5}]}""";
    private const string Thumbs = """ "positive_button":{"text":{"type":"plain_text","text":"Good"},"value":"y"},"negative_button":{"text":{"type":"plain_text","text":"Bad"},"value":"n"}""";

    public static TheoryData<string> Taken =>
    [
        $$$"""{"type":"table","column_settings":[null,{"align":"right","is_wrapped":true}],"rows":[[{{{Cell}}},{{{Cell}}}],[{{{Rich}}},{{{Number}}}]]}""",
        $$$"""{"type":"data_table","caption":"Suspects","page_size":10,"row_header_column_index":1,"rows":[[{{{Cell}}},{{{Cell}}}],[{{{Rich}}},{{{Number}}}]]}""",
        $$$"""{"type":"data_visualization","title":"Errors","chart":{"type":"line",{{{Axes}}},"series":[{{{Series}}}]}}""",
        """{"type":"data_visualization","title":"Errors","chart":{"type":"pie","segments":[{"label":"a","value":0.5}]}}""",
        """{"type":"markdown","text":"# Title"}""",
        """{"type":"video","title":{"type":"plain_text","text":"T"},"video_url":"https://example.com/v","thumbnail_url":"https://example.com/t.png","alt_text":"film","author_name":"SRE"}""",
        $$$"""{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"f",{{{Thumbs}}}},{"type":"icon_button","icon":"trash","text":{"type":"plain_text","text":"Delete"},"visible_to_user_ids":["U1"]}]}""",
        $$$"""{"type":"card","title":{"type":"mrkdwn","text":"*T*"},"subtitle":{"type":"mrkdwn","text":"s"},"body":{"type":"mrkdwn","text":"b"},"icon":{{{Image}}},"hero_image":{{{Image}}},"actions":[{{{Button}}}]}""",
        $$$"""{"type":"carousel","elements":[{"type":"card","body":{"type":"mrkdwn","text":"b"}},{"type":"card","actions":[{{{Button}}}]}]}""",
        $$$"""{"type":"container","title":{"type":"plain_text","text":"T"},"width":"full","is_collapsible":true,"default_collapsed":true,"child_blocks":[{"type":"divider"},{"type":"actions","elements":[{{{Button}}}]}]}""",
        $$$"""{"type":"container","rich_text_title":{{{Rich}}},"icon":{{{Image}}},"has_header_divider":true,"child_blocks":[{"type":"table","rows":[[{{{Cell}}}]]}]}""",
        $$$"""{"type":"task_card","task_id":"1","title":"Read","status":"in_progress","details":{{{Rich}}},"sources":[{"type":"url","url":"https://example.com","text":"logs"}]}""",
        """{"type":"plan","title":"Plan","tasks":[{"task_id":"1","title":"Read","status":"complete"},{"type":"task_card","task_id":"2","title":"Ask"}]}""",
        """{"type":"header","level":2,"text":{"type":"plain_text","text":"H"}}""",
        """{"type":"rich_text","elements":[{"type":"rich_text_list","style":"ordered","indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"date","timestamp":1,"format":"{date}"},{"type":"emoji","name":"eyes"}]}]}]}""",
    ];

    public static TheoryData<string, string> Refused => new()
    {
        { $$$"""{"type":"table","rows":[]}""", "no less than 1 items allowed [json-pointer:/blocks/0/rows]" },
        { $$$"""{"type":"table","rows":[[{"type":"shout","text":"a"}]]}""", "unsupported type: shout [json-pointer:/blocks/0/rows/0/0/type]" },
        { $$$"""{"type":"table","rows":[[{{{Cell}}}]],"column_settings":[{"align":"middle"}]}""", "must be a valid enum value: left, center, right [json-pointer:/blocks/0/column_settings/0/align]" },
        { $$$"""{"type":"data_table","rows":[[{{{Cell}}}],[{{{Cell}}}]]}""", "missing required field: caption [json-pointer:/blocks/0]" },
        { $$$"""{"type":"data_table","caption":"c","rows":[[{{{Cell}}}]]}""", "no less than 2 items allowed [json-pointer:/blocks/0/rows]" },
        { $$$"""{"type":"data_table","caption":"c","rows":[[{{{Rich}}}],[{{{Cell}}}]]}""", "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]" },
        { $$$"""{"type":"data_table","caption":"c","rows":[[{{{Cell}}}],[{{{Cell}}},{{{Cell}}}]]}""", "all rows must have the same number of cells [json-pointer:/blocks/0/rows/1]" },
        { $$$"""{"type":"data_table","caption":"c","page_size":101,"rows":[[{{{Cell}}}],[{{{Cell}}}]]}""", "must be less than or equal to 100 [json-pointer:/blocks/0/page_size]" },
        { """{"type":"data_visualization","title":"t","chart":{"type":"radar"}}""", "must be a valid enum value: line, bar, area, pie [json-pointer:/blocks/0/chart/type]" },
        { """{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":0}]}}""", "must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]" },
        { $$$"""{"type":"data_visualization","title":"t","chart":{"type":"bar",{{{Axes}}},"series":[{"name":"a","data":[{"label":"Mon","value":1}]}]}}""", "must have exactly one data point for each of axis_config.categories [json-pointer:/blocks/0/chart/series/0/data]" },
        { $$$"""{"type":"data_visualization","title":"t","chart":{"type":"area",{{{Axes}}},"series":[{{{Series}}},{{{Series}}}]}}""", "duplicate series name: web [json-pointer:/blocks/0/chart/series/1/name]" },
        { """{"type":"video","title":{"type":"plain_text","text":"T"},"video_url":"http://example.com/v","thumbnail_url":"https://example.com/t.png","alt_text":"film"}""", "must be a valid https URL [json-pointer:/blocks/0/video_url]" },
        { """{"type":"file","external_id":"x","source":"remote"}""", "unsupported type: file [json-pointer:/blocks/0/type]" },
        { """{"type":"alert","text":{"type":"plain_text","text":"in a message"}}""", "unsupported type: alert [json-pointer:/blocks/0/type]" },
        { $$$"""{"type":"context_actions","elements":[{{{Button}}}]}""", "unsupported type: button [json-pointer:/blocks/0/elements/0/type]" },
        { """{"type":"context_actions","elements":[{"type":"icon_button","icon":"star","text":{"type":"plain_text","text":"Star"}}]}""", "must be a valid enum value: trash [json-pointer:/blocks/0/elements/0/icon]" },
        { """{"type":"card","subtitle":{"type":"mrkdwn","text":"alone"}}""", "missing required field: title [json-pointer:/blocks/0]" },
        { $$$"""{"type":"carousel","elements":[{"type":"divider"}]}""", "unsupported type: divider [json-pointer:/blocks/0/elements/0/type]" },
        { """{"type":"container","child_blocks":[{"type":"divider"}]}""", "missing required field: title [json-pointer:/blocks/0]" },
        { """{"type":"container","title":{"type":"plain_text","text":"T"},"child_blocks":[{"type":"markdown","text":"x"}]}""", "unsupported type: markdown [json-pointer:/blocks/0/child_blocks/0/type]" },
        { """{"type":"container","title":{"type":"plain_text","text":"T"},"default_collapsed":true,"child_blocks":[{"type":"divider"}]}""", "requires is_collapsible to be true [json-pointer:/blocks/0/default_collapsed]" },
        { """{"type":"task_card","task_id":"1","title":"t","status":"done"}""", "must be a valid enum value: pending, in_progress, complete, error [json-pointer:/blocks/0/status]" },
        { """{"type":"plan","title":"Plan","tasks":[{"title":"t"}]}""", "missing required field: task_id [json-pointer:/blocks/0/tasks/0]" },
        { """{"type":"header","level":5,"text":{"type":"plain_text","text":"H"}}""", "must be less than or equal to 4 [json-pointer:/blocks/0/level]" },
        { """{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"user"}]}]}""", "missing required field: user_id [json-pointer:/blocks/0/elements/0/elements/0]" },
        { """{"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"plain_text_input","action_id":"a"}}""", "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]" },
        { """{"type":"actions","elements":[{"type":"datepicker","initial_value":"today"}]}""", "invalid additional property: initial_value [json-pointer:/blocks/0/elements/0]" },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_the_documentation_shows_is_taken(string block) => BlockRules.CheckMessage(Blocks(block));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_it_forbids_is_pointed_at(string block, string message)
    {
        var refusal = Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Blocks(block)));
        Assert.Equal("invalid_blocks", refusal.Error);
        Assert.Contains(refusal.Messages, one => one == "[ERROR] " + message);
        Assert.Contains(message, refusal.ToJson()["errors"]!.AsArray().Select(one => one!.ToString()));
    }

    [Fact]
    public void A_message_has_one_table_two_charts_and_one_plan()
    {
        var table = $$$"""{"type":"table","rows":[[{{{Cell}}}]]}""";
        var tables = Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Blocks(table, table)));
        Assert.Equal("invalid_attachments", tables.Error);
        Assert.Contains("only_one_table_allowed", tables.Messages[0], StringComparison.Ordinal);
        var chart = """{"type":"data_visualization","title":"Errors","chart":{"type":"pie","segments":[{"label":"a","value":1}]}}""";
        BlockRules.CheckMessage(Blocks(chart, chart));
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Blocks(chart, chart, chart)));
        var plan = """{"type":"plan","title":"Plan"}""";
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Blocks(plan, plan)));
    }

    [Fact]
    public void The_cells_of_a_table_have_ten_thousand_characters_together()
    {
        BlockRules.CheckMessage(Table(10, 1000));
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Table(11, 1000)));
    }

    [Fact]
    public void An_alert_stands_in_a_modal_and_a_table_does_not()
    {
        ViewRules.Check(Modal("""{"type":"alert","level":"warning","text":{"type":"mrkdwn","text":"x"}}"""), "modal");
        foreach (var block in (string[])["""{"type":"markdown","text":"x"}""", $$$"""{"type":"table","rows":[[{{{Cell}}}]]}""", """{"type":"plan","title":"x"}"""])
            Assert.Throws<SlackRefusal>(() => ViewRules.Check(Modal(block), "modal"));
    }

    [Fact]
    public void What_stands_within_another_block_has_ids_of_its_own_and_can_be_pressed()
    {
        var blocks = Blocks($$$"""{"type":"container","title":{"type":"plain_text","text":"T"},"child_blocks":[{"type":"actions","elements":[{{{Button}}}]}]}""");
        BlockRules.CheckMessage(blocks);
        var (block, element) = Assert.Single(Elements.In(blocks));
        Assert.NotNull(block["block_id"]);
        Assert.NotNull(element["action_id"]);
        var twice = Blocks("""{"type":"container","block_id":"a","title":{"type":"plain_text","text":"T"},"child_blocks":[{"type":"divider","block_id":"a"}]}""");
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(twice));
    }

    private static JsonArray Blocks(params string[] blocks) => (JsonArray)JsonNode.Parse($"[{string.Join(',', blocks)}]")!;

    private static JsonArray Table(int rows, int length) =>
    [
        new JsonObject
        {
            ["type"] = "table",
            ["rows"] = new JsonArray([.. Enumerable.Range(0, rows).Select(_ => (JsonNode)new JsonArray(
                new JsonObject { ["type"] = "raw_text", ["text"] = new string('x', length) }))]),
        },
    ];

    private static JsonObject Modal(string block) => new()
    {
        ["type"] = "modal", ["title"] = new JsonObject { ["type"] = "plain_text", ["text"] = "T" }, ["blocks"] = Blocks(block),
    };
}
