using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Host.Demo;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Deploy bots' messages in configured channels are changes; nobody else's are, and nothing else of them is stored.</summary>
public sealed class BotChangeTests : IAsyncLifetime
{
    private const string Lobby = "C0LOCALINCIDENTS";

    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() =>
        workplace = await Workplace.OpenAsync(settings => settings with { Catalogue = Catalogue(), Changes = Rules() });

    public ValueTask DisposeAsync() => workplace.DisposeAsync();

    [Fact]
    public async Task A_message_that_is_edited_from_started_to_done_is_one_change_that_goes_on()
    {
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(1));
        var ts = await SayAsync("Deployer", "Started: checkout v2.3.1 to production, ticket secretword");

        var started = Assert.Single(await SeenAsync());
        Assert.Equal(("checkout", "v2.3.1", "production", ChangeState.InProgress, "Deployer"), (started.Service, started.Ref, started.Environment, started.State, started.By));
        Assert.Contains("is rolling out", Assert.Single(await LinesAsync(room)), StringComparison.Ordinal);

        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(3));
        await EditAsync(ts, "Finished: checkout v2.3.1 to production, ticket secretword");

        var done = Assert.Single(await SeenAsync());
        Assert.Equal((started.Key, ChangeState.Success, started.At.AddMinutes(3)), (done.Key, done.State, done.At));
        Assert.Contains("went live", Assert.Single(await LinesAsync(room)), StringComparison.Ordinal);
        await NothingOfAsync("secretword");
    }

    [Fact]
    public async Task What_blocks_and_attachments_say_is_read_too()
    {
        await ControlAsync("message", new JsonObject
        {
            ["bot"] = "Deployer", ["channel"] = Lobby, ["text"] = "A deploy",
            ["attachments"] = new JsonArray(new JsonObject { ["text"] = "Finished: checkout v9 to production" }),
        });

        Assert.Equal("v9", Assert.Single(await SeenAsync()).Ref);
    }

    [Fact]
    public async Task A_deleted_message_takes_its_change_back_where_no_incident_has_it_on_record()
    {
        var ts = await SayAsync("Deployer", "Finished: checkout v2.3.1 to production");
        workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(2));
        var room = await workplace.StartAsync("Checkout returns 500s --service checkout");
        Assert.Single(await SeenAsync());

        await ControlAsync("delete", new JsonObject { ["channel"] = Lobby, ["ts"] = ts });

        Assert.Empty(await SeenAsync());
        await workplace.CommandAsync("maya", room.Id, "deploys");
        Assert.StartsWith("The changes are in this message.", await workplace.AnswerToAsync("maya", room.Name), StringComparison.Ordinal);
        Assert.Contains(await workplace.MessagesAsync(room.Id), message => message is { EphemeralTo: null, Text: { } text } && text.Contains("checkout v2.3.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_elses_messages_are_read_or_stored()
    {
        await SayAsync("Lunch bot", "Finished: checkout secretword to production");
        await SayAsync("Deployer", "Nothing that a rule reads, secretword");
        await ControlAsync("message", new JsonObject { ["user"] = "sam", ["channel"] = Lobby, ["text"] = "Finished: checkout secretword to production" });
        var room = await workplace.StartAsync();
        await ControlAsync("message", new JsonObject { ["bot"] = "Deployer", ["channel"] = room.Id, ["text"] = "Finished: checkout secretword to production" });

        Assert.Empty(await SeenAsync());
        await NothingOfAsync("secretword");
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService();
        return catalogue;
    }

    private static ChangesOptions Rules()
    {
        var options = new ChangesOptions();
        options.Bots["deploys"] = new BotRuleOptions
        {
            Channel = Lobby, Bot = "deployer", Pattern = @"(?<state>\w+): (?<service>\w+) (?<ref>\w\S*) to (?<environment>\w+)",
        };
        return options;
    }

    private async Task<string> SayAsync(string bot, string text) =>
        (string)(await ControlAsync("message", new JsonObject { ["bot"] = bot, ["channel"] = Lobby, ["text"] = text }))["ts"]!;

    private Task<JsonObject> EditAsync(string ts, string text) =>
        ControlAsync("edit", new JsonObject { ["channel"] = Lobby, ["ts"] = ts, ["text"] = text, ["unmarked"] = true });

    private async Task<JsonObject> ControlAsync(string path, JsonObject body)
    {
        var answer = await workplace.ControlAsync(path, body);
        Assert.True((bool)answer["ok"]!, answer.ToJsonString());
        await workplace.SettleAsync();
        return answer;
    }

    private async Task<IReadOnlyList<string>> LinesAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Select(message => message.Text).OfType<string>().Where(text => text.StartsWith("checkout v2.3.1 ", StringComparison.Ordinal))];

    private async Task<IReadOnlyList<ServiceChange>> SeenAsync() =>
        await workplace.Stage.Bot.Services.GetRequiredService<SeenChangeStore>().ListAsync([], DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, default);

    private async Task NothingOfAsync(string words)
    {
        var database = workplace.Stage.Bot.Services.GetRequiredService<Database>();
        foreach (var (table, column) in new[] { ("inbox", "body"), ("change_seen", "description"), ("change_seen", "ref_name"), ("timeline_entry", "words"), ("outbox", "action") })
            Assert.Empty(await database.QueryAsync<string>($"SELECT {column} FROM {table} WHERE instr({column}, @Words) > 0", new { Words = words }, default));
    }
}
