using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using IncidentBot.Simulator.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>How it ends: what is given up, put off, broken off and left unread.</summary>
internal sealed partial class FormerLife
{
    private static readonly string[] Sending =
    [
        "conversations.create", "conversations.setTopic", "conversations.invite", "conversations.archive",
        "chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral", "response_url",
        "pins.add", "files.getUploadURLExternal", "views.publish",
    ];

    private async Task CaptureToEraseAsync(string room)
    {
        await CapturedAsync(room, ToErase[1], "pushpin");
        var pinned = await sam.SayAsync(room, ToErase[2]);
        await ThenAsync(maya.DoAsync("pin", room, pinned));
        await ThenAsync(sam.SayAsync(room, "@incidentbot note " + ToErase[3]));
        await ThenAsync(maya.TypeAsync(room, "role commander me"));
        await ThenAsync(maya.TypeAsync(room, "role scribe <@U0LOCALPRIYA>"));
    }

    // What Slack refuses for good: one row of each kind of action, and a request that cannot be read.
    private async Task GiveUpAsync(string room, string cancelled)
    {
        await PostAsBotAsync(room, await CardKeyAsync(room));
        foreach (var method in Sending) await place.FailAsync(method, "restricted_action");
        await maya.TypeAsync("incidents", "start Nobody can open this");
        await maya.TypeAsync(room, "severity 2");
        await maya.TypeAsync(room, "role comms <@U0LOCALKENJI>");
        await maya.TypeAsync(room, "export");
        await maya.PressAsync(cancelled, "archive_channel");
        await kenji.TypeAsync(room, "list");
        await maya.OpenHomeAsync();
        await SettleAsync();
        await place.HealAsync();
        await place.FailAsync("pins.add", "not_pinnable");
        await StartAsync("A card that nobody can pin");
        await place.HealAsync();
        await place.FailAsync("conversations.replies", "fatal_error");
        await kenji.DoAsync("react", room, await sam.SayAsync(room, "cannot be read"), "pushpin");
        await PassAsync(TimeSpan.FromMinutes(12));
        await place.HealAsync();
        await PassAsync(TimeSpan.FromMinutes(1));
    }

    // Slack is down: what is to be sent waits, what is to be read is tried again.
    private async Task PutOffAsync(string room, string other, string closed, string cancelled)
    {
        var offered = await RoomAsync("nobody-can-pin");
        await ThenAsync(maya.DoAsync("shortcut", offered, await ThreadAsync(offered, 2), "add_thread_to_timeline"));
        var edited = await CapturedAsync(room, "said to be edited", "mag");
        await ThenAsync(maya.TypeAsync(await RoomAsync("nobody-is-told-of-this"), "status resolved It went away"));
        await place.FailAsync("files.info", status: 503);
        var file = await sam.SayAsync(other, "the graph", thread: null, ("later.png", Picture));
        await maya.DoAsync("react", other, file, "mag");
        await SettleAsync();
        await place.FailAsync("chat.getPermalink", status: 503);
        await maya.TypeAsync(room, "note of which the link is not known yet");
        await SettleAsync();
        await PostAsBotAsync(room, await CardKeyAsync(room));
        foreach (var method in Sending) await place.FailAsync(method, status: 503);
        await maya.TypeAsync("incidents", "start Nobody hears of this yet --sev 1 --service checkout");
        await sam.TypeAsync(room, "severity 1");
        await sam.TypeAsync(room, "update Nobody reads this yet");
        await sam.TypeAsync(room, "role comms <@U0LOCALKENJI>");
        await sam.TypeAsync(room, "checklist 1");
        await sam.TypeAsync(room, "export");
        await sam.OpenHomeAsync();
        await sam.DoAsync("edit", room, edited, "was edited");
        await sam.DoAsync("edit", room, await sam.SayAsync(room, "in no timeline"), "edited, and in no timeline");
        await maya.TypeAsync(closed, "time detected 2026-03-02T08:56:00Z because the log shows it");
        await maya.PressAsync(cancelled, "archive_channel");
        await sam.DoAsync("delete", closed, deletedLate);
        await maya.TypeAsync(room, "sync");
        await SettleAsync();
        await place.FailAsync("conversations.replies", status: 503);
        await maya.DoAsync("react", room, await sam.SayAsync(room, "reacted while Slack was down"), "mag");
        await SettleAsync();
    }

    // The bot stops in the middle of its work.
    private async Task BreakOffAsync()
    {
        await place.HealAsync();
        await maya.TypeAsync("incidents", "start Broken off --service checkout");
        await maya.PressAsync(await RoomAsync("nobody-can-pin"), "capture_all");
        var room = await RoomAsync("nobody-is-told-of-this");
        await maya.DoAsync("shortcut", room, await ThreadUnsettledAsync(room), "add_thread_to_timeline");
        await maya.TypeAsync(await RoomAsync("token-in-a-message"), "sync");
        await maya.TypeAsync(await RoomAsync("power-is-cut"), "status resolved It was a drill");
        await sam.TypeAsync(await RoomAsync("orders-are-moved"), "status resolved They are here");
        await StopAtAsync("github.deployments");
    }

    // Accepted and not worked any more.
    private async Task LeaveUnreadAsync(string room)
    {
        await sam.TypeAsync(room, "note typed before the upgrade");
        var ts = await sam.SayAsync(room, "reacted before the upgrade");
        await maya.DoAsync("react", room, ts, "mag");
        await maya.DoAsync("pin", room, await sam.SayAsync(room, "pinned before the upgrade"));
        await sam.SayAsync(room, "@incidentbot note said before the upgrade");
        await maya.DoAsync("shortcut", room, await sam.SayAsync(room, "picked before the upgrade"), "add_to_timeline");
        await sam.TickAsync(room, "started");
        await priya.OpenHomeAsync();
        await maya.TypeAsync("incidents", "start Started before the upgrade --sev 3");
        await place.Slack.SettleAsync(CancellationToken.None);
    }

    private async Task<string> ThreadUnsettledAsync(string room)
    {
        var root = await sam.SayAsync(room, "what else do we know?");
        await priya.SayAsync(room, "nothing", root);
        return root;
    }

    private async Task<string> RoomAsync(string nameEnd) =>
        (await place.Slack.StateAsync(CancellationToken.None)).Channels
            .First(channel => channel.Name.EndsWith(nameEnd, StringComparison.Ordinal)).Id;

    // Every incident's channel is named after its number.
    private async Task<string> CardKeyAsync(string room)
    {
        var name = (await place.Slack.StateAsync(CancellationToken.None)).Channels.First(channel => channel.Id == room).Name;
        return $"INC-{name.Split('-')[1]}/card";
    }

    // Slack gives a channel another id, which the simulator does not do by itself.
    private async Task MoveAsync(string from)
    {
        var members = new JsonArray("sam", "incidentbot");
        var made = await place.ControlAsync("channels", new JsonObject
        {
            ["user"] = "maya", ["name"] = "orders-are-moved", ["members"] = members,
        });
        var news = new JsonObject
        {
            ["team_id"] = "T0LOCAL", ["api_app_id"] = "A0LOCALAPP", ["type"] = "event_callback", ["event_id"] = "Ev0MOVED",
            ["event"] = new JsonObject
            {
                ["type"] = "channel_id_changed", ["old_channel_id"] = from, ["new_channel_id"] = made["id"]!.DeepClone(),
                ["event_ts"] = string.Create(CultureInfo.InvariantCulture, $"{place.Stage.Clock.GetUtcNow().ToUnixTimeSeconds()}.000100"),
            },
        };
        await DeliverAsync(news.ToJsonString());
    }

    private async Task DeliverAsync(string body)
    {
        var now = place.Stage.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(DefaultApp.SigningSecret), Encoding.UTF8.GetBytes($"v0:{now}:{body}"));
        using var bot = new HttpClient { BaseAddress = new Uri(place.Stage.Bot.Urls.First()) };
        bot.DefaultRequestHeaders.Add("X-Slack-Request-Timestamp", now);
        bot.DefaultRequestHeaders.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(signature));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await bot.PostAsync("slack/events", content);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private async Task PostAsBotAsync(string room, string key)
    {
        using var slack = new HttpClient { BaseAddress = place.Stage.SlackAddress };
        slack.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DefaultApp.BotToken);
        var metadata = new JsonObject { ["event_type"] = "incidentbot_outbox", ["event_payload"] = new JsonObject { ["key"] = key } };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["channel"] = room, ["text"] = key, ["metadata"] = metadata.ToJsonString(),
        });
        using var answer = await slack.PostAsync("api/chat.postMessage", form);
        Assert.Contains("\"ok\":true", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    // The pump is told to stop while a call of it waits for its answer.
    private async Task StopAtAsync(string method)
    {
        await place.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["hold"] = "before" });
        await place.Slack.SettleAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var pump = place.Stage.Bot.Services.GetRequiredService<DeliveryPump>().StepAsync(stop.Token);
        while (!pump.IsCompleted && (await place.ReadAsync("faults")).AsArray().Count > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System);
        await stop.CancelAsync();
        await Task.WhenAny(pump);
        Assert.True(pump.IsCanceled, $"The bot did not call {method}.");
    }
}
