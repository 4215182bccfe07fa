using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;

namespace IncidentBot.Simulator.Workspace;

/// <summary>
/// What each person's client shows ticked in a message. As in Slack's clients, <c>initial_options</c> count when a block_id is first shown;
/// under the same block_id they are ignored ever after, and what a person clicked stays (slackapi/java-slack-sdk#762).
/// </summary>
internal sealed class Boxes
{
    private readonly Dictionary<(string Person, string Block, string Action), IReadOnlyList<string>> clicked = [];

    /// <summary>The values of the options that a person sees ticked.</summary>
    public IReadOnlyList<string> Seen(Message message, string person, string block, string action) =>
        clicked.GetValueOrDefault((person, block, action)) ?? First(message, block, action);

    /// <summary>A person's client sends all that it shows ticked now.</summary>
    public void Click(string person, string block, string action, IReadOnlyList<string> ticked) =>
        clicked[(person, block, action)] = ticked;

    /// <summary>The boxes of a message as one person's client holds them, in the form of Slack's state.</summary>
    public JsonObject StateOf(Message message, string person)
    {
        var state = new JsonObject();
        foreach (var (block, element) in In(message.AllBlocks))
        {
            var seen = Seen(message, person, Text(block["block_id"]), Text(element["action_id"]));
            var options = (element["options"] as JsonArray ?? [])
                .Where(option => seen.Contains(Text(option?["value"]), StringComparer.Ordinal));
            var value = new JsonObject
            {
                ["type"] = "checkboxes", ["selected_options"] = new JsonArray([.. options.Select(option => option?.DeepClone())]),
            };
            ViewState.Put(state, Text(block["block_id"]), Text(element["action_id"]), value);
        }
        return state;
    }

    /// <summary>What the page needs to show a message's boxes to whoever looks.</summary>
    public JsonArray ForPage(Message message) =>
    [
        .. In(message.AllBlocks).Select(one =>
        {
            var (block, action) = (Text(one.Block["block_id"]), Text(one.Element["action_id"]));
            var people = clicked.Where(click => click.Key.Block == block && click.Key.Action == action)
                .Select(click => KeyValuePair.Create(click.Key.Person, (JsonNode?)List(click.Value)));
            return (JsonNode)new JsonObject
            {
                ["block_id"] = block, ["action_id"] = action, ["first"] = List(First(message, block, action)),
                ["people"] = new JsonObject(people),
            };
        }),
    ];

    private static IReadOnlyList<string> First(Message message, string block, string action)
    {
        var shown = In(message.AllBlocks.Concat(message.FormerBlocks))
            .LastOrDefault(one => Text(one.Block["block_id"]) == block && Text(one.Element["action_id"]) == action);
        return [.. (shown.Element?["initial_options"] as JsonArray ?? []).Select(option => Text(option?["value"]))];
    }

    private static IEnumerable<(JsonObject Block, JsonObject Element)> In(IEnumerable<JsonNode?> blocks) =>
        Elements.In(blocks).Where(one => Text(one.Element["type"]) == "checkboxes");

    private static JsonArray List(IReadOnlyList<string> values) => [.. values.Select(value => (JsonNode)value)];

    private static string Text(JsonNode? node) => node?.ToString() ?? "";
}
