using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>
/// A rich life of a workspace, played by the version of the day to keep its store: incidents open, closed, cancelled, private;
/// entries of every origin; and, in the end, rows of every kind that wait, are planned, or were given up.
/// </summary>
internal sealed partial class FormerLife(UpgradePlace place)
{
    /// <summary>Words that a deletion erased during this life.</summary>
    public const string Erased = "the password is hunter2";

    /// <summary>Words that a deletion erases after the upgrade; each was captured in another way.</summary>
    public static readonly IReadOnlyList<string> ToErase =
        ["leaked token alpha", "leaked token bravo", "leaked token charlie", "leaked token delta"];

    // The smallest PNG: one pixel.
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly Person maya = new("maya", place), sam = new("sam", place), priya = new("priya", place), kenji = new("kenji", place);

    private string deletedLate = "";

    /// <summary>Plays it.</summary>
    public async Task PlayAsync()
    {
        var live = place.Stage.Clock.GetUtcNow().AddMinutes(-20);
        await place.Slack.AddDeploymentAsync("acme/checkout", "production", "v2.3.1", "Keep whole baskets", live, CancellationToken.None);
        await maya.OpenHomeAsync();
        await sam.OpenHomeAsync();
        await SettleAsync();
        var closed = await StartAsync("Checkout returns 500s --sev 1 --service checkout");
        await RespondAsync(closed);
        await ShareStepsAsync(closed);
        await RecordAsync(closed);
        await ArrangeAsync(closed);
        await TellAsync(closed);
        await EndAsync(closed);
        var cancelled = await CancelAsync();
        await HideAsync();
        await StartFromMessageAsync();
        await FollowChannelAsync();
        await AnnounceInVainAsync();
        await ThenAsync(maya.TypeAsync("incidents", "start Power is cut --drill"));
        await ForgetDoneWorkAsync();
        var open = await StartAsync("Login fails --sev 1 --service checkout");
        var withFiles = await StartAsync("Mail is late --sev 2");
        await CaptureToEraseAsync(open);
        await GiveUpAsync(open, cancelled);
        await PutOffAsync(open, withFiles, closed, cancelled);
        await BreakOffAsync();
        await LeaveUnreadAsync(open);
    }

    private Task SettleAsync() => place.SettleAsync();

    private async Task<string> StartAsync(string title)
    {
        await PassAsync(TimeSpan.FromMinutes(1));
        return (await place.StartAsync(title)).Id;
    }

    private async Task PassAsync(TimeSpan span)
    {
        await SettleAsync();
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
        await SettleAsync();
    }

    // Slack's limits allow one message a second in a channel.
    private async Task ThenAsync(Task done)
    {
        await done;
        await PassAsync(TimeSpan.FromSeconds(5));
    }

    private async Task RespondAsync(string room)
    {
        await ThenAsync(maya.PressAsync(room, "take_command"));
        await ThenAsync(maya.TypeAsync(room, "role scribe <@U0LOCALSAM>"));
        await ThenAsync(maya.TypeAsync(room, "role commander <@U0LOCALSAM>"));
        await ThenAsync(sam.PressAsync(room, "decline_role"));
        await ThenAsync(sam.TypeAsync(room, "role scribe none"));
        await ThenAsync(maya.TypeAsync(room, "impact 12 % of checkouts fail"));
        await ThenAsync(sam.TypeAsync(room, "impact 12 % of checkouts fail in the EU"));
        await ThenAsync(maya.TypeAsync(room, "severity 2"));
        await ThenAsync(maya.PressAsync(room, "change_severity"));
        await ThenAsync(maya.FillAsync(("severity", "1")));
        await ThenAsync(maya.TypeAsync(room, "status identified The cache is full"));
        await ThenAsync(maya.TypeAsync(room, "status identified The cache is full, of whole baskets"));
        await ThenAsync(maya.TypeAsync(room, "time detected 2026-03-02T08:55:00Z because the graph shows it"));
        await ThenAsync(maya.TypeAsync(room, "milestones"));
        await ThenAsync(maya.TypeAsync(room, "deploys"));
    }

    private async Task ShareStepsAsync(string room)
    {
        await ThenAsync(maya.TypeAsync(room, "checklist 2"));
        await ThenAsync(maya.PickAsync(room, "assign_step 1|#2"));
        await ThenAsync(maya.FillAsync(("person", "U0LOCALSAM")));
        await ThenAsync(maya.TypeAsync(room, "assign 2 me"));
        await ThenAsync(maya.TypeAsync(room, "assign 2 none"));
        await ThenAsync(maya.TypeAsync(room, "checklist impact"));
        await ThenAsync(maya.PressAsync(room, "answer_step", "impact"));
        await ThenAsync(maya.FillAsync(("answer", "12 % of checkouts")));
        await ThenAsync(maya.PressAsync(room, "show_phase", "stabilize"));
        await ThenAsync(maya.TypeAsync(room, "checklist 4"));
        await ThenAsync(maya.PressAsync(room, "tick_step"));
        await ThenAsync(maya.TypeAsync(room, "checklist 4"));
        await ThenAsync(maya.PressAsync(room, "untick_step"));
        await ThenAsync(maya.TypeAsync(room, "checklist 4"));
        await ThenAsync(maya.PressAsync(room, "tick_step"));
        await ThenAsync(maya.TypeAsync(room, "checklist 5"));
        await ThenAsync(maya.PressAsync(room, "skip_step"));
        await ThenAsync(maya.FillAsync(("reason", "nothing to roll back")));
        await ThenAsync(maya.TypeAsync(room, "checklist 3"));
    }

    private async Task RecordAsync(string room)
    {
        var reacted = await CapturedAsync(room, "errors rise", "pushpin");
        await ThenAsync(sam.DoAsync("edit", room, reacted, "errors rise in checkout"));
        deletedLate = await sam.SayAsync(room, "database is full");
        await ThenAsync(maya.DoAsync("pin", room, deletedLate));
        await ThenAsync(maya.SayAsync(room, "@incidentbot note seen in the EU only"));
        await ThenAsync(maya.TypeAsync(room, "note cleared old logs at 09:00 --kind fix"));
        var picked = await sam.SayAsync(room, "the pool is exhausted");
        await ThenAsync(maya.DoAsync("shortcut", room, picked, "add_to_timeline"));
        var erased = await CapturedAsync(room, Erased, "mag");
        await ThenAsync(sam.DoAsync("delete", room, erased));
        var withdrawn = await CapturedAsync(room, "never mind", "hammer");
        await ThenAsync(maya.DoAsync("unreact", room, withdrawn, "hammer"));
        var unpinned = await sam.SayAsync(room, "not this one");
        await ThenAsync(maya.DoAsync("pin", room, unpinned));
        await ThenAsync(maya.DoAsync("unpin", room, unpinned));
        await ShareFilesAsync(room);
    }

    private async Task ShareFilesAsync(string room)
    {
        var root = await sam.SayAsync(room, "who has a graph?");
        var kept = await priya.SayAsync(room, "here", root, ("graph.png", Picture));
        await ThenAsync(maya.DoAsync("react", room, kept, "mag"));
        var lost = await priya.SayAsync(room, "and the log", root, ("errors.log", "line 1"u8.ToArray()));
        await ThenAsync(maya.DoAsync("react", room, lost, "mag"));
        await ThenAsync(place.ControlAsync("delete-file", new JsonObject { ["file"] = await FileAsync("errors.log") }));
        var large = await priya.SayAsync(room, "all of it", root, ("heap.bin", new byte[(1 << 20) + 1]));
        await ThenAsync(maya.DoAsync("react", room, large, "mag"));
        await ThenAsync(maya.TypeAsync(room, "sync"));
    }

    private async Task ArrangeAsync(string room)
    {
        await ThenAsync(maya.TypeAsync(room, "timeline"));
        await ThenAsync(maya.PickAsync(room, "edit_entry 1|3"));
        await ThenAsync(maya.FillAsync(("text", "seen in the EU and the US"), ("time", "2026-03-02T09:00:00Z"), ("kind", "alert")));
        await ThenAsync(maya.PickAsync(room, "split_entry 1|4"));
        await ThenAsync(maya.FillAsync(
            ("text", "cleared logs"), ("second", "they were old"), ("time", "2026-03-02T09:00:00Z"), ("kind", "finding")));
        await ThenAsync(maya.TypeAsync(room, "timeline"));
        await ThenAsync(maya.PickAsync(room, "withdraw_entry 1|5"));
        await ThenAsync(maya.PressAsync(room, "restore_entry"));
        await ThenAsync(maya.TypeAsync(room, "note was a mistake"));
        await ThenAsync(maya.TypeAsync(room, "timeline"));
        await ThenAsync(maya.PickAsync(room, await MenuValueAsync(room, "withdraw_entry", last: true)));
        var thread = await ThreadAsync(room, 2);
        await ThenAsync(maya.DoAsync("shortcut", room, thread, "add_thread_to_timeline"));
        await ThenAsync(sam.PressAsync(room, "capture_all"));
    }

    private async Task TellAsync(string room)
    {
        await PassAsync(TimeSpan.FromMinutes(31));
        await ThenAsync(maya.PickAsync(room, await MenuValueAsync(room, "snooze_reminder")));
        await PassAsync(TimeSpan.FromMinutes(16));
        await ThenAsync(maya.PressAsync(room, "write_update"));
        await ThenAsync(maya.FillAsync(("text", "The rollback is running")));
        await ThenAsync(maya.TypeAsync(room, "update Half of it is back"));
        await PassAsync(TimeSpan.FromMinutes(31));
        await ThenAsync(maya.PickAsync(room, await MenuValueAsync(room, "stop_reminders")));
    }

    private async Task EndAsync(string room)
    {
        await ThenAsync(maya.TypeAsync(room, "status mitigated Rolled back"));
        await ThenAsync(maya.TypeAsync(room, "status resolved Errors are gone"));
        await ThenAsync(maya.TypeAsync(room, "postmortem"));
        await ThenAsync(maya.TypeAsync(room, "export"));
        await ThenAsync(maya.TypeAsync(room, "time mitigated 2026-03-02T10:05:00Z because the graph shows it"));
        await PassAsync(TimeSpan.FromMinutes(3));
        await ThenAsync(maya.TypeAsync(room, "status closed Done"));
        await PassAsync(TimeSpan.FromMinutes(3));
    }

    private async Task<string> CancelAsync()
    {
        var room = await StartAsync("Search is slow");
        await ThenAsync(sam.TypeAsync(room, "cancel The alert was a test"));
        return room;
    }

    // What is done long since is not kept in the queues.
    private async Task ForgetDoneWorkAsync()
    {
        await PassAsync(TimeSpan.FromHours(25));
        await place.Stage.Bot.Services.GetRequiredService<CleanUp>().RunAsync(CancellationToken.None);
    }

    private async Task HideAsync()
    {
        var room = await StartAsync("Keys leaked --sev 3 --private");
        await ThenAsync(maya.TypeAsync(room, "note rotated all keys --kind fix"));
        await ThenAsync(maya.TypeAsync(room, "update All keys are rotated"));
    }

    private async Task StartFromMessageAsync()
    {
        var ts = await sam.SayAsync("incidents", ToErase[0]);
        await ThenAsync(maya.DoAsync("shortcut", "incidents", ts, "start_from_message"));
        await ThenAsync(maya.FillAsync(("title", "Token in a message")));
    }

    private async Task FollowChannelAsync()
    {
        var room = await StartAsync("Orders are late");
        await ThenAsync(sam.TypeAsync(room, "role commander me"));
        await ThenAsync(sam.DoToAsync("rename", room, "name", "orders-are-late"));
        await ThenAsync(maya.DoToAsync("archive", room));
        await ThenAsync(maya.DoToAsync("unarchive", room));
        await ThenAsync(maya.DoToAsync("share", room));
        await ThenAsync(maya.DoToAsync("make-private", room));
        await ThenAsync(MoveAsync(room));
    }

    private async Task AnnounceInVainAsync()
    {
        await ThenAsync(maya.DoToAsync("archive", "incidents"));
        await ThenAsync(maya.TypeAsync("general", "start Nobody is told of this"));
        await ThenAsync(maya.DoToAsync("unarchive", "incidents"));
    }

    private async Task<string> CapturedAsync(string room, string words, string reaction)
    {
        var ts = await sam.SayAsync(room, words);
        await ThenAsync(maya.DoAsync("react", room, ts, reaction));
        return ts;
    }

    private async Task<string> ThreadAsync(string room, int replies)
    {
        var root = await sam.SayAsync(room, "what do we know?");
        for (var number = 1; number <= replies; number++) await priya.SayAsync(room, $"reply {number}", root);
        await SettleAsync();
        return root;
    }

    private async Task<string> FileAsync(string name) =>
        (string)(await place.ReadAsync("state"))["files"]!.AsArray().First(file => (string?)file!["name"] == name)!["id"]!;

    private async Task<string> MenuValueAsync(string room, string action, bool last = false)
    {
        var values = (await place.ReadAsync($"channels/{room}/messages")).AsArray().Reverse()
            .Select(message => (message!["blocks"]?.AsArray() ?? [])
                .SelectMany(block => block!["accessory"]?["options"]?.AsArray() ?? [])
                .Select(option => (string)option!["value"]!)
                .Where(value => value.StartsWith(action + " ", StringComparison.Ordinal))
                .ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [action];
        return last ? values[^1] : values[0];
    }
}
