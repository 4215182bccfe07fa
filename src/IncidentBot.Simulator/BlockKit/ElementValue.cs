using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The value of one interactive element as in Slack's actions and state.</summary>
internal static class ElementValue
{
    private static readonly Dictionary<string, (string Field, string? Initial, bool Many)> Kinds = new(StringComparer.Ordinal)
    {
        ["plain_text_input"] = ("value", "initial_value", false),
        ["email_text_input"] = ("value", "initial_value", false),
        ["url_text_input"] = ("value", "initial_value", false),
        ["number_input"] = ("value", "initial_value", false),
        ["rich_text_input"] = ("rich_text_value", "initial_value", false),
        ["static_select"] = ("selected_option", "initial_option", false),
        ["external_select"] = ("selected_option", "initial_option", false),
        ["radio_buttons"] = ("selected_option", "initial_option", false),
        ["overflow"] = ("selected_option", null, false),
        ["multi_static_select"] = ("selected_options", "initial_options", true),
        ["multi_external_select"] = ("selected_options", "initial_options", true),
        ["checkboxes"] = ("selected_options", "initial_options", true),
        ["users_select"] = ("selected_user", "initial_user", false),
        ["multi_users_select"] = ("selected_users", "initial_users", true),
        ["conversations_select"] = ("selected_conversation", "initial_conversation", false),
        ["multi_conversations_select"] = ("selected_conversations", "initial_conversations", true),
        ["channels_select"] = ("selected_channel", "initial_channel", false),
        ["multi_channels_select"] = ("selected_channels", "initial_channels", true),
        ["datepicker"] = ("selected_date", "initial_date", false),
        ["timepicker"] = ("selected_time", "initial_time", false),
        ["datetimepicker"] = ("selected_date_time", "initial_date_time", false),
    };

    /// <summary>What the field holds before anybody touches it; null for elements without a state, such as buttons.</summary>
    public static JsonObject? Initial(JsonObject element)
    {
        if (!Kinds.TryGetValue(Type(element), out var kind) || kind.Initial is null) return null;
        var value = element[kind.Initial]?.DeepClone() ?? (kind.Many ? new JsonArray() : null);
        return new JsonObject { ["type"] = Type(element), [kind.Field] = value };
    }

    /// <summary>
    /// What the field holds when a person gives it <paramref name="given"/>: a text, the value of an option, a list of them, or the
    /// whole state object. Null when the element has no such option.
    /// </summary>
    public static JsonObject? From(JsonObject element, JsonNode? given)
    {
        if (!Kinds.TryGetValue(Type(element), out var kind)) return null;
        if (given is JsonObject state && state.ContainsKey(kind.Field))
        {
            var whole = (JsonObject)state.DeepClone();
            whole["type"] = Type(element);
            return whole;
        }
        var (known, value) = Value(element, kind.Field, kind.Many, given);
        return known ? new JsonObject { ["type"] = Type(element), [kind.Field] = value } : null;
    }

    /// <summary>Whether the field is empty, as far as "required" goes.</summary>
    public static bool IsEmpty(JsonObject? state)
    {
        if (state is null) return true;
        var (field, _, _) = Kinds[state["type"]!.ToString()];
        return state[field] switch
        {
            null => true,
            JsonArray list => list.Count == 0,
            JsonValue value when value.TryGetValue<string>(out var text) => string.IsNullOrWhiteSpace(text),
            _ => false,
        };
    }

    /// <summary>The text typed into a field; null when it is none.</summary>
    public static string? TypedText(JsonObject? state) => state?["value"] is JsonValue value && value.TryGetValue<string>(out var text)
        ? text
        : null;

    private static (bool Known, JsonNode? Value) Value(JsonObject element, string field, bool many, JsonNode? given)
    {
        if (given is null) return (true, many ? new JsonArray() : null);
        if (field == "selected_date_time")
            return (long.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds), seconds);
        var isOption = field is "selected_option" or "selected_options";
        if (!many) return isOption ? Option(element, given) : (true, JsonValue.Create(given.ToString()));
        var list = new JsonArray();
        foreach (var item in given as JsonArray ?? [given.DeepClone()])
        {
            var (known, value) = isOption ? Option(element, item) : (true, JsonValue.Create(item?.ToString()));
            if (!known) return (false, null);
            list.Add(value);
        }
        return (true, list);
    }

    private static (bool Known, JsonNode? Option) Option(JsonObject element, JsonNode? given)
    {
        var wanted = given switch
        {
            JsonObject option => option["value"]?.ToString(),
            null => null,
            _ => given.ToString(),
        };
        if (wanted is null) return (false, null);
        var options = Options(element).ToList();
        var found = options.Find(o => o["value"]?.ToString() == wanted) ?? options.Find(o => o["text"]?["text"]?.ToString() == wanted);
        if (found is not null) return (true, found.DeepClone());
        // The options of an external select come from the app; a person may have been shown any.
        if (!Type(element).EndsWith("external_select", StringComparison.Ordinal)) return (false, null);
        return (
            true,
            new JsonObject
            {
                ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = wanted, ["emoji"] = true },
                ["value"] = wanted,
            });
    }

    private static IEnumerable<JsonObject> Options(JsonObject element)
    {
        var groups = (element["option_groups"] as JsonArray ?? []).OfType<JsonObject>().SelectMany(g => g["options"] as JsonArray ?? []);
        return (element["options"] as JsonArray ?? []).Concat(groups).OfType<JsonObject>();
    }

    private static string Type(JsonObject element) => element["type"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
        ? value.GetValue<string>()
        : "";
}
