using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What became of captured messages and Slack did not deliver is found in the channel, and the record says what the channel says.</summary>
public sealed class SweepOfChangesTests : IAsyncLifetime
{
    private Workplace workplace = null!;
    private LocalChannel room = null!;
    private string said = string.Empty;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        room = await workplace.StartAsync();
        said = await workplace.Slack.SayAsync("sam", room.Id, "errors rise", CancellationToken.None);
        await workplace.SettleAsync();
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_withdrawn_entry_is_back_when_the_reaction_that_brings_it_back_was_lost_each_time()
    {
        await ActAsync("react");
        for (var time = 0; time < 3; time++)
        {
            await ActAsync("unreact");
            Assert.Empty(await TimelineAsync());
            await PassAsync();

            await LoseAsync("reaction_added", () => ActAsync("react"));
            await SyncAsync();

            Assert.Equal("errors rise", (string)Assert.Single(await TimelineAsync())["text"]!);
        }
    }

    [Fact]
    public async Task The_news_that_a_reaction_brings_an_entry_back_does_nothing_more_when_it_comes_after_the_sync()
    {
        await ActAsync("react");
        await ActAsync("unreact");
        await PassAsync();
        await LoseAsync("reaction_added", () => ActAsync("react"));
        await SyncAsync();
        var once = await RecordAsync();

        await workplace.RedeliverAsync("reaction_added");

        Assert.Equal(once, await RecordAsync());
    }

    [Theory]
    [InlineData("react", "unreact", "reaction_removed")]
    [InlineData("pin", "unpin", "pin_removed")]
    public async Task What_was_taken_back_unheard_is_no_longer_on_record(string put, string takeBack, string lost)
    {
        await ActAsync(put);
        await PassAsync();
        await LoseAsync(lost, () => ActAsync(takeBack));
        Assert.Single(await TimelineAsync());

        var answer = await SyncAsync();
        Assert.Empty(await TimelineAsync());
        Assert.Contains("1 entry was updated", answer, StringComparison.Ordinal);

        await workplace.RedeliverAsync(lost);
        Assert.Empty(await TimelineAsync());
        await PassAsync();
        Assert.Contains("Nothing was missing", await SyncAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_stays_while_another_reaction_holds_it()
    {
        await ActAsync("react");
        await ActAsync("react", user: "priya");
        await PassAsync();
        await LoseAsync("reaction_removed", () => ActAsync("unreact"));
        await SyncAsync();

        Assert.Equal("priya", Assert.Single(await EntriesAsync()).CapturedBy.Name);
    }

    [Fact]
    public async Task An_edit_that_nobody_heard_of_is_on_record_with_the_words_before()
    {
        await ActAsync("react");
        await PassAsync();
        await LoseAsync("message", () => workplace.Slack.EditAsync(room.Id, said, "errors rise in checkout", CancellationToken.None));
        Assert.Equal("errors rise", (string)Assert.Single(await TimelineAsync())["text"]!);

        await SyncAsync();
        var entry = Assert.Single(await EntriesAsync());
        Assert.Equal(("errors rise in checkout", "errors rise"), (entry.Text, Assert.Single(entry.FormerTexts)));

        var once = await RecordAsync();
        await workplace.RedeliverAsync("message");
        await PassAsync();
        await SyncAsync();
        Assert.Equal(once, await RecordAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_whose_deletion_was_lost_leaves_the_record_with_its_bytes(bool inThread)
    {
        var file = await ShareAsync(inThread);
        await ActAsync("react");
        await PassAsync();
        await LoseAsync("file_deleted", () => workplace.ControlAsync("delete-file", new JsonObject { ["file"] = file }));
        Assert.Equal("kept", (string)Assert.Single(await TimelineAsync())["files"]![0]!["state"]!);

        Assert.Contains("1 entry was updated", await SyncAsync(), StringComparison.Ordinal);

        Assert.Equal(("here", "removed"), ((string)Assert.Single(await TimelineAsync())["text"]!, (string)Assert.Single(await TimelineAsync())["files"]![0]!["state"]!));
        Assert.Empty(await workplace.Stage.Bot.Services.GetRequiredService<Database>().QueryAsync<string>("SELECT sha256 FROM file_content", null, CancellationToken.None));
        var once = await RecordAsync();
        await workplace.RedeliverAsync("file_deleted");
        await PassAsync();
        Assert.Contains("Nothing was missing", await SyncAsync(), StringComparison.Ordinal);
        Assert.Equal(once, await RecordAsync());
    }

    [Fact]
    public async Task A_file_of_an_entry_that_was_withdrawn_leaves_the_record_too()
    {
        var file = await ShareAsync(inThread: false);
        await ActAsync("react");
        await ActAsync("unreact");
        await PassAsync();
        await LoseAsync("file_deleted", () => workplace.ControlAsync("delete-file", new JsonObject { ["file"] = file }));
        await SyncAsync();

        Assert.Empty(await workplace.Stage.Bot.Services.GetRequiredService<Database>().QueryAsync<string>("SELECT sha256 FROM file_content", null, CancellationToken.None));
    }

    private async Task<string> ShareAsync(bool inThread)
    {
        var file = new JsonObject { ["name"] = "graph.png", ["content_base64"] = Convert.ToBase64String([0x89, 0x50, 0x4e, 0x47]) };
        var message = new JsonObject { ["user"] = "sam", ["channel"] = room.Id, ["text"] = "here", ["files"] = new JsonArray(file) };
        if (inThread) message["thread_ts"] = said;
        said = (string)(await workplace.ControlAsync("message", message))["ts"]!;
        await workplace.SettleAsync();
        return (string)((JsonArray)(await workplace.ReadAsync("state"))["files"]!)[0]!["id"]!;
    }

    private Task ActAsync(string action) => ActAsync(action, "maya");

    private async Task ActAsync(string action, string user)
    {
        await workplace.ControlAsync(action, new JsonObject { ["channel"] = room.Id, ["user"] = user, ["ts"] = said, ["name"] = "pushpin" });
        await workplace.SettleAsync();
    }

    private async Task<string> SyncAsync()
    {
        await workplace.CommandAsync("maya", room.Id, "sync");
        var answer = await workplace.AnswerToAsync("maya", room.Id);
        await PassAsync();
        return answer;
    }

    // Less than the interval of the sweeps that come by themselves, and enough for Slack's limits.
    private async Task PassAsync()
    {
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow() + TimeSpan.FromSeconds(61), CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task LoseAsync(string kind, Func<Task> act)
    {
        await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["delivery"] = kind }, ["status"] = 200, ["times"] = 1000 });
        await act();
        await workplace.SettleAsync();
        using var cleared = await workplace.DeleteAsync("faults");
    }

    private async Task<List<JsonNode>> TimelineAsync() => [.. ((JsonArray)(await workplace.ExportAsync(1))["timeline"]!).Select(entry => entry!)];

    private async Task<IReadOnlyList<TimelineEntry>> EntriesAsync()
    {
        var services = workplace.Stage.Bot.Services;
        var incident = Assert.Single(await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), CancellationToken.None));
        return await services.GetRequiredService<TimelineStore>().ListAsync(incident.Workspace, incident.Id, CancellationToken.None);
    }

    private async Task<string> RecordAsync() => string.Join('\n', (await TimelineAsync()).Select(entry => entry.ToJsonString()));
}
