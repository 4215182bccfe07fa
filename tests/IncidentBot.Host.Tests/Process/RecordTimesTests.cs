using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Whatever times Slack and people give, the record stays one that can be, and people are asked where theirs is hardly meant.</summary>
public sealed class RecordTimesTests : IAsyncLifetime
{
    private const string Secret = "local-signing-secret";

    private Workplace workplace = null!;
    private LocalChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        channel = await workplace.StartAsync();
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Theory]
    [InlineData("0")]
    [InlineData("0.000000")]
    [InlineData("1807000000.000100")]
    [InlineData("253402300799.999999")]
    [InlineData("99999999999999999999")]
    [InlineData("soon")]
    public async Task A_reaction_of_any_time_leaves_a_record_that_can_be(string eventTs)
    {
        await PassAsync(5);
        var message = await workplace.Slack.SayAsync("sam", channel.Id, "errors rise", CancellationToken.None);
        await PassAsync(1);
        await RaiseAsync(new JsonObject
        {
            ["type"] = "reaction_added", ["user"] = "U0LOCALMAYA", ["reaction"] = "pushpin", ["event_ts"] = eventTs,
            ["item"] = new JsonObject { ["type"] = "message", ["channel"] = channel.Id, ["ts"] = message },
        });

        var record = await workplace.ExportAsync(1);
        Assert.InRange(At(record["milestones"]!["acknowledged"]), Workplace.Morning.AddMinutes(5), Workplace.Morning.AddMinutes(6));
        Assert.InRange(At(record["timeline"]![0]!["recordedAt"]), Workplace.Morning.AddMinutes(5), Workplace.Morning.AddMinutes(6));
        Assert.InRange((long)record["durationsSeconds"]!["toAcknowledge"]!, 300, 360);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1772442000.000100")]
    [InlineData("1807000000.000100")]
    public async Task A_press_of_any_time_does_not_acknowledge_before_the_declaration_or_in_the_future(string actionTs)
    {
        await PassAsync(2);
        await SendAsync("/slack/interactions", "payload=" + Uri.EscapeDataString(new JsonObject
        {
            ["type"] = "block_actions", ["team"] = new JsonObject { ["id"] = "T0LOCAL" }, ["user"] = new JsonObject { ["id"] = "U0LOCALSAM" },
            ["channel"] = new JsonObject { ["id"] = channel.Id }, ["trigger_id"] = "1.2.3",
            ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = "1772441000.000100", ["channel_id"] = channel.Id },
            ["actions"] = new JsonArray(new JsonObject { ["type"] = "button", ["action_id"] = "take_command", ["block_id"] = "b", ["value"] = "1", ["action_ts"] = actionTs }),
        }.ToJsonString()), "application/x-www-form-urlencoded");

        var record = await workplace.ExportAsync(1);
        Assert.InRange(At(record["milestones"]!["acknowledged"]), Workplace.Morning, Workplace.Morning.AddMinutes(2));
        Assert.InRange((long)record["durationsSeconds"]!["toAcknowledge"]!, 0, 120);
    }

    [Fact]
    public async Task Who_writes_a_time_of_another_zone_is_asked_and_puts_it_right_with_one_press()
    {
        await PassAsync(400);
        await workplace.CommandAsync("maya", channel.Id, "time impact-start 2026-03-02T15:20:00Z");
        await workplace.CommandAsync("priya", channel.Id, "note Cache is full at 15:25");
        Assert.Contains("09:55 UTC, 5 h 25 min before the impact began: keep, or 15:25 UTC?", await workplace.AnswerToAsync("priya", channel.Id), StringComparison.Ordinal);
        Assert.True((bool)(await workplace.ExportAsync(1))["timeline"]![0]!["timeToBeConfirmed"]!);

        await workplace.ClickAsync("priya", channel.Id, "take_time");
        var entry = (await workplace.ExportAsync(1))["timeline"]![0]!;
        Assert.Equal(("2026-03-02T15:25:00.000Z", null), ((string?)entry["at"], entry["timeToBeConfirmed"]));
    }

    [Fact]
    public async Task What_is_the_impact_and_when_it_began_are_said_once()
    {
        await workplace.CommandAsync("maya", channel.Id, "impact Half of the EU");
        await workplace.CommandAsync("maya", channel.Id, "time impact-start 2026-03-02T08:50:00Z");

        var checklist = (await workplace.ExportAsync(1))["checklist"]!.AsArray();
        Assert.Equal(("done", "Half of the EU"), Step("What is the impact?"));
        Assert.Equal(("done", "2026-03-02 08:50:00 UTC"), Step("When did it start?"));
        return;

        (string?, string?) Step(string text)
        {
            var step = checklist.Single(one => (string?)one!["step"] == text)!;
            return ((string?)step["state"], (string?)step["answer"]);
        }
    }

    [Fact]
    public async Task A_message_of_many_thousand_characters_is_edited_in_the_form()
    {
        var words = string.Join("\n", Enumerable.Range(0, 300).Select(line => $"{line:D4} evictions rise on cache-1"));
        var message = await workplace.Slack.SayAsync("sam", channel.Id, words, CancellationToken.None);
        await workplace.Slack.ReactAsync("maya", channel.Id, message, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();
        await workplace.CommandAsync("maya", channel.Id, "timeline");
        var card = (await workplace.MessagesAsync(channel.Id)).Last(one => one.Text?.StartsWith("Timeline of INC-1", StringComparison.Ordinal) == true);
        await workplace.ControlAsync("click", new JsonObject { ["user"] = "maya", ["channel"] = channel.Id, ["ts"] = card.Ts, ["action_id"] = "menu#1", ["value"] = "edit_entry 1|1" });
        await workplace.SettleAsync();

        var view = (await workplace.ReadAsync("state"))["views"]!.AsArray().Last()!;
        var values = new JsonObject();
        foreach (var block in view["blocks"]!.AsArray().Where(block => (string?)block!["type"] == "input"))
        {
            var (name, element) = ((string)block!["block_id"]!, block["element"]!);
            var initial = (string?)element["initial_value"] ?? (string?)element["initial_option"]?["value"];
            values[name] = new JsonObject { [(string)element["action_id"]!] = name == "part2" ? initial!.Replace("evictions", "restarts", StringComparison.Ordinal) : initial };
        }

        Assert.True(values.ContainsKey("part3"));
        Assert.Null((string?)(await workplace.ControlAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = view["id"]!.DeepClone(), ["values"] = values }))["error"]);
        await workplace.SettleAsync();
        var text = (string)(await workplace.ExportAsync(1))["timeline"]![0]!["text"]!;
        Assert.Equal(words, text.Replace("restarts", "evictions", StringComparison.Ordinal));
        Assert.Contains("restarts", text, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);

    private async Task PassAsync(int minutes)
    {
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
        await workplace.SettleAsync();
    }

    private Task RaiseAsync(JsonObject happened) => SendAsync(
        "/slack/events",
        new JsonObject { ["type"] = "event_callback", ["team_id"] = "T0LOCAL", ["event_id"] = "Ev-by-hand", ["event"] = happened }.ToJsonString(), "application/json");

    private async Task SendAsync(string path, string body, string type)
    {
        var at = workplace.Stage.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var http = new HttpClient { BaseAddress = new Uri(workplace.Stage.Bot.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)) };
        request.Headers.Add("X-Slack-Request-Timestamp", at);
        request.Headers.Add(
            "X-Slack-Signature",
            "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{at}:{body}"))));
        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode);
        await workplace.SettleAsync();
    }
}
