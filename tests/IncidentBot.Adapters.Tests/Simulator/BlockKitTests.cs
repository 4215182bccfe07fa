using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class BlockKitTests
{
    [Fact]
    public void Blocks_within_the_limits_pass_and_get_ids()
    {
        var blocks = Blocks("""
            [{"type":"header","text":{"type":"plain_text","text":"H"}},
             {"type":"section","text":{"type":"mrkdwn","text":"*x*"},"accessory":{"type":"button","text":{"type":"plain_text","text":"Go"}}},
             {"type":"context","elements":[{"type":"mrkdwn","text":"small"}]},{"type":"divider"}]
            """);
        BlockRules.CheckMessage(blocks);
        Assert.All(blocks, block => Assert.NotNull(block!["block_id"]));
        Assert.NotNull(blocks[1]!["accessory"]!["action_id"]);
    }

    [Theory]
    [InlineData("""[{"type":"section"}]""", "missing required field: text [json-pointer:/blocks/0]")]
    [InlineData("""[{"type":"fancy"}]""", "unsupported type: fancy [json-pointer:/blocks/0/type]")]
    [InlineData("""[{"type":"divider","colour":"red"}]""", "invalid additional property: colour [json-pointer:/blocks/0]")]
    [InlineData("""[{"type":"section","text":{"type":"mrkdwn","text":""}}]""", "must be more than 0 characters [json-pointer:/blocks/0/text/text]")]
    [InlineData("""[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]""", "must be plain_text [json-pointer:/blocks/0/text/type]")]
    [InlineData("""[{"type":"actions","elements":[]}]""", "no less than 1 items allowed [json-pointer:/blocks/0/elements]")]
    [InlineData("""[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]""", "already exists [json-pointer:/blocks/1/block_id]")]
    [InlineData("""["text"]""", "must be an object [json-pointer:/blocks/0]")]
    public void What_Slack_would_refuse_is_pointed_at(string blocks, string message)
    {
        var refusal = Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Blocks(blocks)));
        Assert.Equal("invalid_blocks", refusal.Error);
        Assert.Contains(refusal.Messages, m => m.EndsWith(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("section", 3000)]
    [InlineData("header", 150)]
    public void A_text_may_be_as_long_as_its_limit_and_no_longer(string type, int limit)
    {
        BlockRules.CheckMessage(TextBlock(type, limit));
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(TextBlock(type, limit + 1)));
    }

    [Fact]
    public void A_button_has_75_characters_and_an_action_id_once_in_its_block()
    {
        BlockRules.CheckMessage(Buttons(new string('x', 75), "a", "b"));
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Buttons(new string('x', 76), "a", "b")));
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Buttons("x", "a", "a")));
    }

    [Fact]
    public void A_message_has_at_most_50_blocks_and_a_view_100()
    {
        Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(Dividers(51)));
        ViewRules.Check(Modal(Dividers(100)), "modal");
        Assert.Throws<SlackRefusal>(() => ViewRules.Check(Modal(Dividers(101)), "modal"));
    }

    [Fact]
    public void All_blocks_together_stay_within_their_budget()
    {
        var blocks = new JsonArray([.. Enumerable.Range(0, 5).Select(_ => TextBlock("section", 2700)[0]!.DeepClone())]);
        Assert.Equal("msg_blocks_too_long", Assert.Throws<SlackRefusal>(() => BlockRules.CheckMessage(blocks)).Error);
    }

    [Fact]
    public void A_modal_title_has_24_characters_and_inputs_need_a_submit_button()
    {
        Assert.Throws<SlackRefusal>(() => ViewRules.Check(Modal([], new string('x', 25)), "modal"));
        var asking = Blocks("""[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input"}}]""");
        Assert.Contains("submit", Assert.Throws<SlackRefusal>(() => ViewRules.Check(Modal(asking), "modal")).Messages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("3", false)]
    public void A_menu_begins_with_one_of_its_options(string initial, bool taken)
    {
        var blocks = Blocks($$$"""
            [{"type":"actions","elements":[{"type":"static_select","action_id":"sev","options":[
              {"text":{"type":"plain_text","text":"SEV1"},"value":"1"},{"text":{"type":"plain_text","text":"SEV2"},"value":"2"}],
              "initial_option":{"text":{"type":"plain_text","text":"SEV"},"value":"{{{initial}}}"}}]}]
            """);
        var refusal = Record.Exception(() => BlockRules.CheckMessage(blocks));
        Assert.Equal(taken, refusal is null);
    }

    private static JsonArray Blocks(string json) => (JsonArray)JsonNode.Parse(json)!;

    private static JsonArray TextBlock(string type, int length) =>
    [
        new JsonObject { ["type"] = type, ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = new string('x', length) } },
    ];

    private static JsonArray Buttons(string text, params string[] actionIds) =>
    [
        new JsonObject
        {
            ["type"] = "actions",
            ["elements"] = new JsonArray([.. actionIds.Select(id => (JsonNode)new JsonObject
            {
                ["type"] = "button", ["action_id"] = id, ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = text },
            })]),
        },
    ];

    private static JsonArray Dividers(int count) => [.. Enumerable.Range(0, count).Select(_ => (JsonNode)new JsonObject { ["type"] = "divider" })];

    private static JsonObject Modal(JsonArray blocks, string title = "Title") => new()
    {
        ["type"] = "modal", ["title"] = new JsonObject { ["type"] = "plain_text", ["text"] = title }, ["blocks"] = blocks,
    };
}
