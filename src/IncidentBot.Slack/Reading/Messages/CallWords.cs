using System.Text.Json;
using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>Says of a huddle or a call how long it was and who was in it.</summary>
internal static class CallWords
{
    private const int MostPeople = 50;

    /// <summary>A huddle, such as <c>Huddle, 10 min, with Ada, Sam</c>.</summary>
    public static FormattedText OfHuddle(JsonElement room, SlackNames names)
    {
        var (past, present) = (People(room.Items("participant_history"), names), People(room.Items("participants"), names));
        return FormattedText.Of(
            string.Join(", ", [Named("Huddle", room.Text("name")), .. Length(room), .. With(past.Count > 0 ? past : present)]));
    }

    /// <summary>A call block (https://docs.slack.dev/reference/methods/calls.add).</summary>
    public static FormattedText OfCall(JsonElement block, SlackNames names)
    {
        var call = block.Field("call") is { } inside ? inside.Field("v1") ?? inside : block;
        var people = People(call.Items("all_participants").Concat(call.Items("participants")).Concat(call.Items("users")), names);
        var said = string.Join(
            ", ",
            [
                Named("Call", call.Text("name") is { Length: > 0 } name ? name : call.Text("title")), .. Length(call), .. With(people),
            ]);
        return FormattedText.Of(call.Text("join_url") is { Length: > 0 } address ? $"{said}\n{address}" : said);
    }

    private static string Named(string what, string name) => string.IsNullOrWhiteSpace(name) ? what : $"{what} “{name.Trim()}”";

    private static IEnumerable<string> Length(JsonElement call) =>
        call.Number("date_start") is > 0 and var start && call.Number("date_end") is { } end && end >= start && end - start < 10_000_000
            ? [Durations.InWords(TimeSpan.FromSeconds(end - start))]
            : [];

    private static IEnumerable<string> With(IReadOnlyList<string> people) => people.Count switch
    {
        0 => [],
        > MostPeople => [$"with {string.Join(", ", people.Take(MostPeople))} and others"],
        _ => ["with " + string.Join(", ", people)],
    };

    private static List<string> People(IEnumerable<JsonElement> people, SlackNames names) =>
    [
        .. people.Take(MostPeople + 1).Select(one => Person(one, names)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    private static string Person(JsonElement person, SlackNames names)
    {
        var id = person.ValueKind == JsonValueKind.Object ? person.Text("slack_id") : person.OwnText();
        if (id.Length == 0) return person.Text("display_name");
        return SlackText.PersonWords(id, person.Text("display_name") is { Length: > 0 } shown ? shown : null, names)[1..];
    }
}
