using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Delivery.Audit;
using IncidentBot.Host.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>A store of version 0.1.0 with all that was under way is gone on with by this version as if nothing had happened.</summary>
public sealed partial class UpgradeTests : IAsyncLifetime
{
    private const string Unfinished =
        "SELECT delivery_key FROM inbox WHERE state = 'waiting' UNION ALL SELECT effect_key FROM outbox WHERE state = 'waiting'";

    private UpgradePlace place = null!;

    public async ValueTask InitializeAsync() => await OpenAsync(KeptStore.StoppedAt + TimeSpan.FromMinutes(2));

    public async ValueTask DisposeAsync() => await place.DisposeAsync();

    [Fact]
    public async Task Every_trail_holds_before_and_after_what_was_under_way_is_done()
    {
        await AssertTrailsHoldAsync();
        await PassAsync(TimeSpan.FromHours(2));
        await AssertTrailsHoldAsync();
    }

    [Fact]
    public async Task Records_of_before_are_taken_onto_the_trail_and_covered_from_then_on()
    {
        Assert.Contains("hasn't taken it onto the trail yet", (await place.CallAsync("audit", "verify")).Said, StringComparison.Ordinal);
        Assert.True(await TakeAsync() > 10);
        Assert.Equal(0, await TakeAsync());

        var (exitCode, said) = await place.CallAsync("audit", "verify");
        Assert.True(exitCode == 0, said);
        Assert.DoesNotContain("hasn't taken it", said, StringComparison.Ordinal);
        Assert.True(said.Split("; not covered before 2").Length > 10, said);
        Assert.Contains("Store: intact, ", said, StringComparison.Ordinal);
        await PassAsync(TimeSpan.FromHours(2));
        await AssertTrailsHoldAsync();
    }

    [Fact]
    public async Task Words_captured_before_the_upgrade_and_deleted_once_they_are_covered_are_explained()
    {
        await PassAsync(TimeSpan.FromMinutes(5));
        await TakeAsync();
        await EachDeadLetterAsync("drop");
        foreach (var words in FormerLife.ToErase)
        {
            var (channel, ts) = await FindAsync(words);
            await place.Slack.DeleteAsync(channel, ts, CancellationToken.None);
        }

        await PassAsync(TimeSpan.FromMinutes(5));
        var left = StoreText.Dump(place.Store);
        Assert.All(FormerLife.ToErase, words => Assert.DoesNotContain(words, left, StringComparison.Ordinal));
        await AssertTrailsHoldAsync();
    }

    [Theory]
    [InlineData("UPDATE timeline_entry SET words = words || '!'", "of the timeline was changed after change ")]
    [InlineData("UPDATE incident SET severity = 4", "the incident's own row")]
    [InlineData("DELETE FROM checklist_step", "of the checklist is missing, which change ")]
    public async Task A_record_of_before_that_is_changed_once_it_is_covered_is_found_out(string sql, string problem)
    {
        await TakeAsync();
        StoreText.Load(sql, place.Store);
        var (exitCode, said) = await place.CallAsync("audit", "verify");
        Assert.True(exitCode == 1, said);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_of_a_closed_incident_is_the_same_to_the_byte_but_for_what_is_new()
    {
        var (exitCode, said) = await place.CallAsync("export", "INC-1", "--format", "json");

        Assert.Equal(0, exitCode);
        // Action items, hypotheses, whys and factors are new: four keys, under which this incident has none.
        said = said.Replace("  \"actions\": [],\n", "", StringComparison.Ordinal).Replace("  \"hypotheses\": [],\n", "", StringComparison.Ordinal).Replace("  \"whys\": [],\n  \"factors\": [],\n", "", StringComparison.Ordinal);
        // The ranking of the changes is new: two keys. The draft is written another way, from the same record.
        var (begin, end) = (said.IndexOf("  \"changes\": [", StringComparison.Ordinal), said.IndexOf("  \"timeline\": [", StringComparison.Ordinal));
        Assert.InRange(begin, 0, end);
        Assert.Equal(Draft().Replace(KeptStore.Export, ""), Draft().Replace(said[..begin] + said[end..], ""));
        Assert.All(
            ["12 % of checkouts fail in the EU", "cleared old logs", "The cache is full", "Rolled back", "Errors are gone", "6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0"],
            words => Assert.Contains(words, Draft().Match(said).Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waited_is_worked()
    {
        Assert.NotEmpty(Rows(Unfinished));
        var dead = Dead();
        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(Rows(Unfinished));
        Assert.Equal(dead, Dead());
        var texts = await TextsAsync();
        Assert.All(
            ["Nobody hears of this yet", "Nobody reads this yet", "Broken off", "Started before the upgrade", "It was a drill"],
            words => Assert.Contains(texts, text => text.Contains(words, StringComparison.Ordinal)));
        var timelines = Rows("SELECT words FROM timeline_entry UNION ALL SELECT words FROM timeline_revision");
        Assert.All(
            [
                "typed before the upgrade", "reacted before the upgrade", "pinned before the upgrade", "said before the upgrade",
                "picked before the upgrade", "reacted while Slack was down", "was edited", "the graph",
            ],
            words => Assert.Contains(timelines, entry => entry.Contains(words, StringComparison.Ordinal)));
        Assert.Contains(Rows("SELECT name, state FROM timeline_file"), file => file == "later.png|kept");
    }

    [Fact]
    public async Task What_was_planned_is_done_in_its_time()
    {
        var planned = Rows("SELECT delivery_key FROM inbox WHERE state = 'scheduled'");
        Assert.NotEmpty(planned);
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Contains(await TextsAsync(), text => text.Contains("an update is due", StringComparison.Ordinal));
        await PassAsync(TimeSpan.FromDays(3));

        Assert.Contains(await TextsAsync(), text => text.Contains("Is this channel still needed?", StringComparison.Ordinal));
        Assert.DoesNotContain(Rows("SELECT delivery_key FROM inbox WHERE state <> 'done'"), planned.Contains);
    }

    [Fact]
    public async Task What_was_given_up_is_tried_again_when_someone_says_so()
    {
        // The command line writes in the machine's time.
        await place.DisposeAsync();
        await OpenAsync(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(10));
        await PassAsync(TimeSpan.FromMinutes(5));
        var dead = Dead().Split('\n');
        Assert.InRange(await EachDeadLetterAsync("retry"), 10, 100);
        await PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(dead.Intersect(Dead().Split('\n')));
        var channels = (await place.Slack.StateAsync(CancellationToken.None)).Channels;
        Assert.Contains(channels, channel => channel.Name.EndsWith("nobody-can-open-this", StringComparison.Ordinal));
        Assert.Contains(Rows("SELECT words FROM timeline_entry"), entry => entry.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_captured_before_the_upgrade_and_deleted_after_it_leaves_no_words_anywhere()
    {
        await PassAsync(TimeSpan.FromMinutes(5));

        // What was given up keeps its words until it is dropped.
        await EachDeadLetterAsync("drop");
        Assert.DoesNotContain(FormerLife.Erased, StoreText.Dump(place.Store), StringComparison.Ordinal);
        foreach (var words in FormerLife.ToErase)
        {
            Assert.Contains(words, StoreText.Dump(place.Store), StringComparison.Ordinal);
            var (channel, ts) = await FindAsync(words);
            await place.Slack.DeleteAsync(channel, ts, CancellationToken.None);
        }

        await PassAsync(TimeSpan.FromMinutes(5));
        var left = StoreText.Dump(place.Store);
        Assert.All(FormerLife.ToErase, words => Assert.DoesNotContain(words, left, StringComparison.Ordinal));
        await AssertTrailsHoldAsync();
    }

    [Fact]
    public async Task Every_button_of_an_old_card_still_works()
    {
        var buttons = Buttons().DistinctBy(button => button.Kind).OrderBy(button => button.Kind == "archive_channel").ToList();
        Assert.InRange(buttons.Count, 20, 60);
        var dead = Dead();
        foreach (var (_, channel, ts, user, action, value) in buttons)
        {
            var click = new JsonObject { ["user"] = user, ["channel"] = channel, ["ts"] = ts, ["action_id"] = action, ["value"] = value };
            var answer = await place.ControlAsync("click", click);
            Assert.True((bool?)answer["ok"], $"{action}: {answer.ToJsonString()}");
        }

        await PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(dead, Dead());
        Assert.Empty(Rows(Unfinished));
        await AssertTrailsHoldAsync();
    }

    private Task<int> TakeAsync() => place.Stage.Bot.Services.GetRequiredService<TakeRecords>().RunAsync(CancellationToken.None);

    private async Task OpenAsync(DateTimeOffset now) => place = await UpgradePlace.OpenAsync(now, KeptStore.Store, KeptStore.Slack);

    private IReadOnlyList<string> Rows(string sql) => StoreText.Read(place.Store, sql);

    // The channel that was given another id has lost its messages, which does not happen in Slack;
    // nobody is asked in a channel that is archived.
    private string Dead() => string.Join('\n', Rows("""
        SELECT delivery_key, last_error FROM inbox WHERE state = 'dead'
        UNION ALL SELECT effect_key, last_error FROM outbox WHERE state = 'dead' AND last_error NOT IN ('message_not_found', 'is_archived')
        """));

    private async Task<int> EachDeadLetterAsync(string what)
    {
        var count = 0;
        while (DeadRow().Match((await place.CallAsync("dead", "list")).Said) is { Success: true } row)
        {
            var (exitCode, said) = await place.CallAsync("dead", what, row.Value);
            if (said.Contains("is out of date", StringComparison.Ordinal))
                (exitCode, said) = await place.CallAsync("dead", "drop", row.Value);
            Assert.True(exitCode == 0, said);
            count++;
        }

        return count;
    }

    private async Task AssertTrailsHoldAsync()
    {
        var (exitCode, said) = await place.CallAsync("audit", "verify");
        Assert.True(exitCode == 0, said);
        Assert.True(said.Split("intact, ").Length > 10, said);
    }

    private async Task PassAsync(TimeSpan span)
    {
        await place.SettleAsync();
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
        await place.SettleAsync();
    }

    private async Task<List<string>> TextsAsync()
    {
        var texts = new List<string>();
        foreach (var channel in (await place.Slack.StateAsync(CancellationToken.None)).Channels)
            texts.AddRange((await place.MessagesAsync(channel.Id)).Select(message => message.Text ?? "").Append(channel.Name));
        return texts;
    }

    private async Task<(string Channel, string Ts)> FindAsync(string words)
    {
        foreach (var channel in (await place.Slack.StateAsync(CancellationToken.None)).Channels)
        {
            var said = (await place.MessagesAsync(channel.Id)).Where(message => message.BotId is null);
            if (said.FirstOrDefault(message => message.Text?.Contains(words, StringComparison.Ordinal) == true) is { } found)
                return (channel.Id, found.Ts);
        }

        throw new InvalidOperationException($"Nobody wrote {words}.");
    }

    // As they stood in the local Slack when the former version stopped; of the cancelled incident's channel, the archiving was under way.
    private static IEnumerable<(string Kind, string Channel, string Ts, string User, string Action, string? Value)> Buttons() =>
        from channel in JsonNode.Parse(KeptStore.Slack)!["channels"]!.AsArray()
        where (string?)channel["name"] != "inc-2-search-is-slow"
        from message in channel["messages"]!.AsArray()
        from block in message!["blocks"]?.AsArray() ?? []
        from element in (block!["elements"]?.AsArray() ?? []).Append(block["accessory"]).OfType<JsonObject>()
        where element["action_id"] is not null
        from value in element["options"] is JsonArray options ? options.Select(option => (string?)option!["value"]) : [null]
        let action = (string)element["action_id"]!
        let kind = action.StartsWith("menu", StringComparison.Ordinal) ? value!.Split(' ')[0] : action.Split('#')[0]
        let user = (string?)message["ephemeral_to"] ?? "maya"
        select (kind, (string)channel["id"]!, (string)message["ts"]!, user, action, value);

    [GeneratedRegex(@"""markdown"": ""(\\.|[^""\\])*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Draft();

    [GeneratedRegex("^(inbox|outbox)/[0-9]+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeadRow();
}
