using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Host.Tests.Mixes;

/// <summary>Two incidents at once, from their start to the exported postmortems, with much said, captured, pinned, ticked and noted in both.</summary>
/// <param name="stage">Where it plays.</param>
internal sealed class MixScript(MixStage stage)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(7);
    // Later than the latest duplicate of the last event.
    private static readonly TimeSpan UntilAllHaveCome = TimeSpan.FromHours(2);

    private static readonly TimeSpan UntilSlackMayBeAskedAgain = TimeSpan.FromMinutes(1);

    // Told apart by words, since traces leave numbers out.
    private static readonly string[] Words =
        ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima"];

    private static readonly string[] Capturing = ["pushpin", "rotating_light", "hammer", "mag", "scales", "mega", "wrench"];
    private static readonly string[] People = ["maya", "sam", "priya"];

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await CommandAsync("maya", "incidents", "start Checkout returns errors --sev 2 --service checkout", cancellationToken);
        await CommandAsync("sam", "general", "start Search is slow --sev 3", cancellationToken);
        var opened = (await stage.Slack.StateAsync(cancellationToken)).Channels.Where(c => c.Name.StartsWith("inc-", StringComparison.Ordinal)).Select(c => c.Id).ToList();
        for (var i = 0; i < Words.Length; i++)
        {
            foreach (var channel in opened) await TalkAsync(i, channel, cancellationToken);
        }

        await stage.GoOnAsync(UntilAllHaveCome, cancellationToken);
        await SyncAsync(opened, cancellationToken);
        // The first draft is made of the record as it is then; what came later would, rightly, make a second one.
        await EachAsync(opened, "status resolved All is well again", cancellationToken);
        await EachAsync(opened, "postmortem", cancellationToken);
        await EachAsync(opened, "export", cancellationToken);
        await stage.GoOnAsync(UntilAllHaveCome, cancellationToken);
    }

    private async Task TalkAsync(int i, string channel, CancellationToken cancellationToken)
    {
        var who = People[i % People.Length];
        var said = await stage.Slack.SayAsync(who, channel, $"I see {Words[i]}", cancellationToken);
        if (i % 2 == 0) await stage.Slack.ReactAsync(People[(i + 1) % People.Length], channel, said, Capturing[i / 2 % Capturing.Length], cancellationToken);
        if (i % 3 == 0) await stage.Slack.ReactAsync("sam", channel, said, "eyes", cancellationToken);
        await stage.GoOnAsync(Pause, cancellationToken);
        if (i % 4 == 1) await stage.Slack.ShortcutAsync("maya", ShortcutIds.AddToTimeline, channel, said, cancellationToken);
        if (i % 5 == 3) await stage.ControlAsync("pin", new JsonObject { ["user"] = who, ["channel"] = channel, ["ts"] = said }, cancellationToken);
        await stage.Slack.SayAsync(who, channel, $"@incidentbot note Heard of {Words[i]}", cancellationToken);
        if (i % 3 == 1) await CommandAsync(who, channel, $"note Tried {Words[i]}", cancellationToken);
        if (i % 4 == 2) await TickAsync(who, channel, cancellationToken);
        if (i == 3) await PressAsync(channel, IncidentButtonIds.TakeCommand, cancellationToken);
        if (i == 6) await CommandAsync(who, channel, "status identified The cache is full", cancellationToken);
        if (i == 11) await CommandAsync(who, channel, "status mitigated Rolled back", cancellationToken);
        await ChangeAsync(i, who, channel, said, cancellationToken);
        await stage.GoOnAsync(Pause, cancellationToken);
    }

    // Only what nobody captured is deleted: a reaction that comes after that has nothing left to capture.
    private async Task ChangeAsync(int i, string who, string channel, string said, CancellationToken cancellationToken)
    {
        if (i % 4 is 0 or 1)
            await stage.ControlAsync("edit", new JsonObject { ["user"] = who, ["channel"] = channel, ["ts"] = said, ["text"] = $"I see {Words[i]} and more of it" }, cancellationToken);
        if (i is 7 or 11)
            await stage.ControlAsync("delete", new JsonObject { ["user"] = who, ["channel"] = channel, ["ts"] = said }, cancellationToken);
        if (i is 8)
            await stage.ControlAsync("unreact", new JsonObject { ["user"] = People[(i + 1) % People.Length], ["channel"] = channel, ["ts"] = said, ["name"] = Capturing[i / 2 % Capturing.Length] }, cancellationToken);
    }

    // Whatever was never delivered has to be found before the postmortems. The second time sees what stands only since the first.
    private async Task SyncAsync(IReadOnlyList<string> channels, CancellationToken cancellationToken)
    {
        foreach (var channel in channels.Concat(channels))
        {
            await CommandAsync("maya", channel, "sync", cancellationToken);
            await stage.GoOnAsync(UntilSlackMayBeAskedAgain, cancellationToken);
        }
    }

    private async Task EachAsync(IEnumerable<string> channels, string words, CancellationToken cancellationToken)
    {
        foreach (var channel in channels) await CommandAsync("maya", channel, words, cancellationToken);
    }

    private async Task CommandAsync(string user, string channel, string words, CancellationToken cancellationToken)
    {
        await stage.Slack.CommandAsync(user, channel, words, cancellationToken);
        await stage.GoOnAsync(Pause, cancellationToken);
    }

    private async Task TickAsync(string who, string channel, CancellationToken cancellationToken)
    {
        var shown = await stage.Slack.MessagesAsync(channel, cancellationToken);
        await stage.Slack.TickAsync(who, channel, shown.First(m => LocalButtons.IsBox(m, "mitigate-now", out _)).Ts, "mitigate-now", cancellationToken);
    }

    private async Task PressAsync(string channel, string action, CancellationToken cancellationToken)
    {
        var shown = await stage.Slack.MessagesAsync(channel, cancellationToken);
        var (ts, button) = shown.Select(m => (m.Ts, Button: LocalButtons.Find(m, action, string.Empty))).First(found => found.Button is not null);
        await stage.Slack.ClickAsync("maya", channel, ts, button!, cancellationToken);
    }
}
