using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Delivery.Audit;
using IncidentBot.EarlySigns;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What alert bots wrote of an affected service before it was noticed stands in the draft, with its time and address.</summary>
public sealed class EarlySignTests : IAsyncLifetime
{
    private const string Alerts = "C0LOCALINCIDENTS";

    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() =>
        workplace = await Workplace.OpenAsync(settings => settings with { Catalogue = Catalogue(), EarlySigns = Bots() });

    public ValueTask DisposeAsync() => workplace.DisposeAsync();

    [Fact]
    public async Task An_alert_that_names_the_service_is_an_early_sign_and_offered_as_the_detection()
    {
        await AlertAsync("Alertbot", "[FIRING] HighErrorRate", "shop front prod: 5 % of requests fail");
        Pass(20);
        await AlertAsync("Alertbot", "search is slow, secretword", null);
        Pass(20);
        var room = await workplace.StartAsync("Orders fail --sev 2 --service checkout");
        await ResolveAsync(room.Id);

        var draft = await DraftAsync();
        Assert.Contains("## Early signs", draft, StringComparison.Ordinal);
        Assert.Matches(@"\*\*2026-03-02 09:00:\d\d UTC\*\* .*shop front prod: 5 % of requests fail \(Alertbot, \[message\]\(<http", draft);
        Assert.Contains("Not confirmed: it may have been noticed at 09:00 UTC, by an alert from Alertbot", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("secretword", draft, StringComparison.Ordinal);

        await workplace.CommandAsync("maya", room.Id, "evidence check");
        await workplace.ClickAsync("maya", room.Id, "confirm_suggested_time");
        Pass(3);
        await workplace.SettleAsync();
        Assert.Contains("It was noticed at 09:00 UTC, by an alert from Alertbot", await DraftAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_names_no_service_or_is_written_by_others_is_nowhere()
    {
        await AlertAsync("Alertbot", "lunch secretword", null);
        await AlertAsync("Lunch bot", "checkout secretword", null);
        await ControlAsync("message", new JsonObject { ["user"] = "sam", ["channel"] = Alerts, ["text"] = "checkout secretword" });
        var room = await workplace.StartAsync("Orders fail --sev 2 --service checkout");
        await ControlAsync("message", new JsonObject { ["bot"] = "Alertbot", ["channel"] = room.Id, ["text"] = "checkout secretword" });
        await ResolveAsync(room.Id);

        Assert.DoesNotContain("Early signs", await DraftAsync(), StringComparison.Ordinal);
        await NothingOfAsync("secretword");
    }

    [Fact]
    public async Task An_edit_is_followed_and_a_deletion_takes_the_words_out_of_record_and_drafts()
    {
        var ts = await AlertAsync("Alertbot", "checkout answers slowly, canaryword and more words than six", null);
        Pass(10);
        var room = await workplace.StartAsync("Orders fail --sev 2 --service checkout");
        await ControlAsync("edit", new JsonObject { ["channel"] = Alerts, ["ts"] = ts, ["text"] = "checkout is down, canaryword and more words than six", ["unmarked"] = true });
        await ResolveAsync(room.Id);
        Assert.Matches("checkout is down, canaryword and more words than six \\(Alertbot, .*, edited 2026-03-02 09:1", await DraftAsync());

        await ControlAsync("delete", new JsonObject { ["channel"] = Alerts, ["ts"] = ts });
        Pass(3);
        await workplace.SettleAsync();

        Assert.Contains("The message was deleted since.", await DraftAsync(), StringComparison.Ordinal);
        await NothingOfAsync("canaryword");
        var report = await workplace.Stage.Bot.Services.GetRequiredService<AuditCheck>().VerifyAsync(new("T0LOCAL"), 1, default);
        Assert.True(report.IsIntact, string.Join("\n", [report.Problem ?? "", .. report.RowProblems]));
    }

    [Fact]
    public async Task A_deletion_and_an_edit_before_any_incident_leave_nothing()
    {
        var deleted = await AlertAsync("Alertbot", "checkout canaryword", null);
        var edited = await AlertAsync("Alertbot", "checkout again canaryword", null);
        await ControlAsync("delete", new JsonObject { ["channel"] = Alerts, ["ts"] = deleted });
        await ControlAsync("edit", new JsonObject { ["channel"] = Alerts, ["ts"] = edited, ["text"] = "all quiet canaryword", ["unmarked"] = true });
        var room = await workplace.StartAsync("Orders fail --sev 2 --service checkout");
        await ResolveAsync(room.Id);

        Assert.DoesNotContain("Early signs", await DraftAsync(), StringComparison.Ordinal);
        await NothingOfAsync("canaryword");
    }

    [Fact]
    public async Task A_service_that_is_named_later_brings_its_signs_which_a_redelivery_does_not_double()
    {
        await AlertAsync("Alertbot", "checkout answers slowly", null);
        Pass(10);
        var room = await workplace.StartAsync("Orders fail --sev 2");
        await workplace.CommandAsync("maya", room.Id, "service add checkout");
        await ResolveAsync(room.Id);
        await workplace.RedeliverAsync("message");
        await workplace.SettleAsync();

        Assert.Single(await SignsAsync());
        Assert.Contains("checkout answers slowly", await DraftAsync(), StringComparison.Ordinal);
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Aliases = ["shop front"] };
        catalogue.Services["search"] = new CatalogueService();
        return catalogue;
    }

    private static EarlySignOptions Bots()
    {
        var options = new EarlySignOptions();
        options.Bots["alerts"] = new AlertBotOptions { Channel = Alerts, Bot = "alertbot" };
        return options;
    }

    private void Pass(int minutes) => workplace.Stage.Clock.Advance(TimeSpan.FromMinutes(minutes));

    private async Task ResolveAsync(string room)
    {
        Pass(5);
        await workplace.CommandAsync("maya", room, "status resolved Errors are gone");
        Pass(2);
        await workplace.SettleAsync();
    }

    private async Task<string> AlertAsync(string bot, string text, string? attached)
    {
        var message = new JsonObject { ["bot"] = bot, ["channel"] = Alerts, ["text"] = text };
        if (attached is not null)
            message["attachments"] = new JsonArray(new JsonObject { ["text"] = attached });
        return (string)(await ControlAsync("message", message))["ts"]!;
    }

    private async Task<JsonObject> ControlAsync(string path, JsonObject body)
    {
        var answer = await workplace.ControlAsync(path, body);
        Assert.True((bool)answer["ok"]!, answer.ToJsonString());
        await workplace.SettleAsync();
        return answer;
    }

    private async Task<string> DraftAsync() =>
        (await workplace.Stage.Bot.Services.GetRequiredService<PostmortemStore>().FindNewestAsync(new("T0LOCAL"), new IncidentId(1), default))!.Markdown;

    private async Task<IReadOnlyList<EarlySign>> SignsAsync() =>
        await workplace.Stage.Bot.Services.GetRequiredService<EarlySignStore>().ListAsync(new("T0LOCAL"), new IncidentId(1), default);

    private async Task NothingOfAsync(string words)
    {
        var database = workplace.Stage.Bot.Services.GetRequiredService<Database>();
        (string Table, string Column)[] places =
        [
            ("inbox", "body"), ("alert_message", "words"), ("early_sign", "words"), ("audit_words", "words"), ("postmortem", "markdown"), ("outbox", "action"),
        ];
        foreach (var (table, column) in places)
            Assert.Empty(await database.QueryAsync<string>($"SELECT {column} FROM {table} WHERE instr({column}, @Words) > 0", new { Words = words }, default));
    }
}
