using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Host.Demo;
using IncidentBot.Routing;

namespace IncidentBot.Host.Tests.Process;

/// <summary>
/// A whole incident of two hours, as its channel reads it: a commander, a rollback, somebody who comes late, and the end.
/// </summary>
public sealed class WholeIncidentTests : IAsyncLifetime
{
    private Workplace place = null!;
    private LocalChannel room = null!;

    public async ValueTask InitializeAsync() => place = await Workplace.OpenAsync(settings => settings with { Catalogue = Catalogue() });

    public ValueTask DisposeAsync() => place.DisposeAsync();

    [Fact]
    public async Task Nothing_is_said_twice_and_who_did_it_stands_in_the_sentence()
    {
        await PlayAsync();

        var messages = (await place.ReadAsync($"channels/{room.Id}/messages")).AsArray().Select(message => message!).ToList();
        if (Environment.GetEnvironmentVariable("INCIDENTBOT_TRANSCRIPT") is { Length: > 0 } file)
            await File.WriteAllTextAsync(file, string.Join("\n", messages.Select(Shown)) + "\n======\n" + string.Join("\n", (await place.ReadAsync("channels/C0LOCALINCIDENTS/messages")).AsArray().Select(one => Shown(one!))));
        var lines = messages.Where(message => message["ephemeral_to"] is null && message["thread_ts"] is null && IsBots(message)).ToList();
        Assert.Equal(lines.Count, lines.Select(Words).Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(lines.Count(line => line["files"] is not JsonArray { Count: > 0 } && MessageBudget.Find(KeyOf(line)) is not { IsDeed: true }), 1, MessageBudget.MostOwnLines);
        Assert.Equal(3, lines.Count(line => (string?)line["subtype"] == "channel_topic"));
        Assert.All(
            lines.Where(line => KeyOf(line).EndsWith("/told", StringComparison.Ordinal)),
            line => Assert.DoesNotContain(line["blocks"]!.AsArray().Skip(1), block => (string?)block!["type"] == "context" && block.ToJsonString().Contains("<@", StringComparison.Ordinal)));
        var own = messages.Where(message => message["ephemeral_to"] is not null).Select(Words).ToList();
        Assert.DoesNotContain(own, answer => lines.Select(Words).Any(line => answer.Contains(line, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Those_elsewhere_read_the_impact_and_are_told_the_end_once()
    {
        await PlayAsync();

        var told = (await place.ReadAsync("channels/C0LOCALINCIDENTS/messages")).AsArray().Select(message => message!).Where(message => message["ephemeral_to"] is null).ToList();
        Assert.Contains("12 % of checkouts fail, in the EU, from ", Shown(Assert.Single(told, message => KeyOf(message) == "INC-1/announcement")), StringComparison.Ordinal);
        var end = Assert.Single(told, message => Shown(message).Contains("Errors are gone", StringComparison.Ordinal));
        Assert.True((bool)end["broadcast"]!);
        Assert.Contains("*INC-1 · SEV1, resolved:* Checkout returns 500s. Errors are gone", Shown(end), StringComparison.Ordinal);
    }

    private async Task PlayAsync()
    {
        await DeployAsync("v2.3.0", "Retry payments twice");
        await PassAsync(60);
        await DeployAsync("v2.3.1", "Keep whole baskets in the cache");
        await PassAsync(12);
        room = await place.StartAsync("Checkout returns 500s --sev 2 --service checkout");
        await PassAsync(1);
        await place.ClickAsync("maya", room.Id, "take_command");
        await SayAsync("maya", "impact 12 % of checkouts fail, in the EU");
        await SayAsync("maya", "time impact-start 10 min ago");
        await PassAsync(3);
        await SayAsync("sam", "note finding: the cache runs out of memory since v2.3.1");
        await SayAsync("maya", "severity 1");
        await SayAsync("sam", "change config: checkout lowered cache.maxmemory to 256mb at 08:55");
        await SayAsync("sam", "role scribe me");
        await PassAsync(2);
        await SayAsync("sam", "deploys");
        await place.ControlAsync("invite", new JsonObject { ["user"] = "sam", ["channel"] = room.Id, ["users"] = new JsonArray("priya") });
        await place.SettleAsync();
        await SayAsync("priya", "catchup");
        await SayAsync("priya", "note restarted cache-1, didn't help");
        await SayAsync("priya", "note wrong channel, sorry");
        await place.PickAsync("priya", room.Id, "withdraw_entry 1|4");
        await SayAsync("maya", "changes rule-out 2 It only runs at night");
        await PassAsync(20);
        await SayAsync("maya", "update We are rolling back checkout");
        await DeployAsync("v2.3.0", "Roll back");
        await PassAsync(6);
        await SayAsync("maya", "deploys");
        await PassAsync(2);
        await SayAsync("maya", "role commander <@U0LOCALSAM>");
        await place.ClickAsync("sam", room.Id, "accept_role");
        await SayAsync("maya", "role comms me");
        await SayAsync("maya", "service add search");
        await PassAsync(24);
        await place.ClickAsync("maya", room.Id, "nothing_new");
        await SayAsync("sam", "status identified It is the baskets");
        await SayAsync("sam", "assign 9 <@U0LOCALPRIYA>");
        await PassAsync(12);
        await SayAsync("maya", "status mitigated Rolled back to v2.3.0");
        await place.ClickAsync("maya", room.Id, "use_live_time");
        await PassAsync(40);
        await SayAsync("maya", "status resolved Errors are gone");
        await PassAsync(1);
        await place.ClickAsync("maya", room.Id, "answer_cause", "yes|1");
        await PassAsync(5);
        await SayAsync("maya", "postmortem");
        await place.ClickAsync("sam", room.Id, "read_draft");
        await SayAsync("maya", "export");
        await PassAsync(10);
        await SayAsync("maya", "status closed");
        await PassAsync(10);
    }

    private Task SayAsync(string who, string words) => place.CommandAsync(who, room.Id, words);

    private async Task PassAsync(int minutes)
    {
        await place.SettleAsync();
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
        await place.SettleAsync();
    }

    private async Task DeployAsync(string version, string what)
    {
        await place.Slack.AddRepositoryAsync("acme/checkout", CancellationToken.None);
        await place.Slack.AddDeploymentAsync("acme/checkout", "production", version, what, place.Stage.Clock.GetUtcNow(), CancellationToken.None);
    }

    private static bool IsBots(JsonNode message) => message["bot_id"] is not null || (string?)message["user"] == "U0LOCALBOT";

    private static string KeyOf(JsonNode message) => (string?)message["metadata"]?["event_payload"]?["key"] ?? string.Empty;

    // Without the source behind it, which is there for notifications alone.
    private static string Words(JsonNode message)
    {
        var text = (string?)message["text"] ?? string.Empty;
        return text.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var end ? text[..end] : text;
    }

    private static string Shown(JsonNode message)
    {
        var text = new StringBuilder();
        var at = DateTimeOffset.FromUnixTimeSeconds((long)double.Parse((string)message["ts"]!, CultureInfo.InvariantCulture));
        text.Append(CultureInfo.InvariantCulture, $"--- {at:HH:mm:ss} {KeyOf(message)}{(message["ephemeral_to"] is { } one ? $" [only {one}]" : "")}{(message["thread_ts"] is not null ? " [thread]" : "")}\n");
        if (message["blocks"] is not JsonArray { Count: > 0 } blocks)
            return text.Append((string?)message["text"]).Append('\n').ToString();

        foreach (var block in blocks)
        {
            foreach (var words in Texts(block!)) text.Append("   ").Append(words.ReplaceLineEndings("\n   ")).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Texts(JsonNode node) => node switch
    {
        JsonObject { } one when one["text"] is JsonValue words => [(string)words!],
        JsonObject one => one.Where(part => part.Value is JsonObject or JsonArray).SelectMany(part => Texts(part.Value!)),
        JsonArray many => many.SelectMany(part => Texts(part!)),
        _ => [],
    };

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["acme/checkout"], Environments = ["production"] };
        return catalogue;
    }
}
