using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>A catalogue in a file, from the start of the bot to the people who are invited.</summary>
public sealed class ServiceTests : IAsyncLifetime
{
    private readonly TestTerminal folder = new();
    private Workplace bot = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(folder.File("services.yaml"), """
            services:
              checkout:
                owners: [checkout-oncall]
                dependencies: [payments]
                links:
                  dashboards: { name: Overview, kind: grafana, url: https://grafana.example.com/d/checkout?var-env=production }
                  logs: { kind: kibana, url: https://kibana.example.com/app/discover }
                commands: [{ name: Roll back, text: "kubectl rollout undo deploy/checkout" }]
              payments:
                links:
                  runbook: https://wiki.example.com/payments
            """);
        bot = await Workplace.OpenAsync(settings =>
        {
            Assert.Empty(CatalogueFile.AddTo(settings.Catalogue, folder.File(".")));
            return settings;
        });
        await bot.ControlAsync("users", new JsonObject { ["name"] = "lena", ["tz"] = "UTC" });
        await bot.ControlAsync("usergroups", new JsonObject { ["handle"] = "checkout-oncall", ["members"] = new JsonArray("lena", "sam") });
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Links_stand_in_the_thread_of_the_card_and_follow_the_start_of_the_impact_in_place()
    {
        var room = await bot.StartAsync("Checkout returns 500s --service checkout");
        var links = Assert.Single(await LinksAsync(room.Id));
        Assert.Equal((await bot.MessagesAsync(room.Id)).First(message => LocalButtons.Find(message, "show_services", "") is not null).Ts, links.ThreadTs);
        Assert.Contains($"from={Milliseconds(Workplace.Morning.AddMinutes(-15))}", Json(links), StringComparison.Ordinal);
        Assert.Contains("kibana.example.com/app/discover#/?_g=(time:(from:", Json(links), StringComparison.Ordinal);
        Assert.Contains("`kubectl rollout undo deploy/checkout`", Json(links), StringComparison.Ordinal);
        Assert.Contains("wiki.example.com/payments", Json(links), StringComparison.Ordinal);

        await bot.CommandAsync("maya", room.Id, "time impact-start 1 h ago");

        var followed = Assert.Single(await LinksAsync(room.Id));
        Assert.Equal(links.Ts, followed.Ts);
        Assert.Contains($"from={Milliseconds(Workplace.Morning.AddMinutes(-75))}", Json(followed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owners_are_found_by_their_handle_and_invited_by_a_press()
    {
        var room = await bot.StartAsync("Checkout returns 500s --service checkout");
        Assert.DoesNotContain(await IdAsync("lena"), await MembersAsync(room.Id), StringComparison.Ordinal);

        await bot.ClickAsync("maya", room.Id, "invite_owners");

        Assert.Contains(await IdAsync("lena"), await MembersAsync(room.Id), StringComparison.Ordinal);
        Assert.Equal("Inviting @checkout-oncall: 2 people.", await bot.AnswerToAsync("maya", room.Id));
        Assert.Contains("Invited: @checkout-oncall.", Json(Assert.Single(await LinksAsync(room.Id))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_added_later_brings_its_links_and_stands_in_the_draft()
    {
        var room = await bot.StartAsync("Payments fail");
        Assert.Empty(await LinksAsync(room.Id));

        await bot.CommandAsync("maya", room.Id, "service add checkout");
        // Slack takes a message a second in a channel, and what people have done goes first.
        await bot.Stage.AdvanceToAsync(Workplace.Morning.AddMinutes(1), CancellationToken.None);
        await bot.SettleAsync();

        Assert.Single(await LinksAsync(room.Id));
        Assert.Equal("checkout", (string?)(await bot.ExportAsync(1))["services"]![0]);
        await bot.CommandAsync("maya", room.Id, "service");
        Assert.Contains("INC-1 names checkout.", await bot.AnswerToAsync("maya", room.Id), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<LocalMessage>> LinksAsync(string channel) =>
        [.. (await bot.MessagesAsync(channel)).Where(message => message.EphemeralTo is null && message.Text?.StartsWith("INC-1: links and owners of", StringComparison.Ordinal) == true)];

    private async Task<string> IdAsync(string name) => (await bot.Slack.StateAsync(CancellationToken.None)).Users.First(user => user.Name == name).Id;

    private async Task<string> MembersAsync(string channel) =>
        (await bot.ReadAsync("state"))["channels"]!.AsArray().First(one => (string?)one!["id"] == channel)!["members"]!.ToJsonString();

    private static string Json(LocalMessage message) => System.Text.RegularExpressions.Regex.Unescape(message.Blocks!.ToJsonString());

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
