using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What people in the local Slack hear of third parties, in each form that a status page has.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task The_local_shop_s_provider_turns_bad_and_recovers_in_one_line()
    {
        var room = await workplace.StartAsync("Payments fail --service payments");
        await PassAsync(1);
        Assert.Empty(await LinesAsync(room));
        Assert.Contains("*Third parties:* cardgate: all operational by their pages at ", await TextAsync(room), StringComparison.Ordinal);

        await SayAsync("partial_outage", "Elevated errors <!channel> & *more*", "We see errors");
        await PassAsync(3);
        var line = Assert.Single(await LinesAsync(room));
        Assert.Contains("partial outage of API (“Elevated errors &amp; \u2060*\u2060more\u2060*\u2060”), since ", Text(line), StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel", Text(line), StringComparison.Ordinal);

        // The incident is closed, and the component follows some minutes later.
        await workplace.ControlAsync("status-pages", new JsonObject { ["page"] = "cardgate", ["state"] = "operational" });
        await PassAsync(3);
        var over = Assert.Single(await LinesAsync(room));
        Assert.Equal(line.Ts, over.Ts);
        Assert.Contains("no incident any more", Text(over), StringComparison.Ordinal);
        await workplace.ControlAsync("status-pages", new JsonObject { ["page"] = "cardgate", ["state"] = "degraded_performance", ["without_incident"] = true });
        await PassAsync(3);
        await workplace.ControlAsync("status-pages", new JsonObject { ["page"] = "cardgate", ["state"] = "operational" });
        await PassAsync(3);
        Assert.Single(await LinesAsync(room));

        var export = await workplace.ExportAsync(1);
        Assert.Equal(["clear", "trouble", "clear"], export["findings"]!.AsArray().Select(one => (string?)one!["verdict"]));
        Assert.Contains("## Third parties", (string?)export["postmortem"]!["markdown"], StringComparison.Ordinal);
        Assert.Contains(export["no_change"]!["parts"]!.AsArray(), part => (string?)part!["name"] == "provider");
    }

    [Theory]
    [InlineData("error")]
    [InlineData("garbage")]
    [InlineData("redirect")]
    [InlineData("doctype")]
    [InlineData("huge")]
    public async Task A_page_that_fails_is_unknown(string fault)
    {
        await workplace.ControlAsync("status-pages", new JsonObject { ["page"] = "cardgate", ["fault"] = fault });
        var room = await workplace.StartAsync("Payments fail --service payments");
        await PassAsync(1);

        Assert.Contains("cardgate unknown, its page can't be read", await TextAsync(room), StringComparison.Ordinal);
        Assert.Empty(await LinesAsync(room));
    }

    [Fact]
    public async Task A_page_is_asked_at_most_once_a_minute_and_says_that_nothing_has_changed()
    {
        foreach (var n in Enumerable.Range(1, 4))
            await workplace.CommandAsync("maya", "incidents", $"start Payments fail {n} --service payments");
        await PassAsync(10);

        var page = (await workplace.ReadAsync("status-pages"))["pages"]![0]!;
        Assert.InRange((int)page["asked"]!, 5, 11);
        Assert.Equal((int)page["asked"]! - 1, (int)page["unchanged"]!);
    }

    [Theory]
    [InlineData("", ProviderForm.Statuspage)]
    [InlineData("", ProviderForm.IncidentIo)]
    [InlineData("", ProviderForm.Slack)]
    [InlineData("", ProviderForm.GoogleCloud)]
    [InlineData("", ProviderForm.Aws)]
    [InlineData("/api/v1/summary", ProviderForm.Auto)]
    [InlineData("/api/v2.0.0/current", ProviderForm.Auto)]
    [InlineData("/incidents.json", ProviderForm.Auto)]
    [InlineData("/feed", ProviderForm.Feed)]
    [InlineData("/feed", ProviderForm.Auto)]
    [InlineData("/atom", ProviderForm.Feed)]
    public async Task Each_form_of_page_is_understood(string path, ProviderForm form)
    {
        // The address is known only once the local Slack listens.
        var catalogue = new CatalogueOptions();
        catalogue.Services["payments"] = new CatalogueService { Repositories = ["acme/payments"], Providers = ["gate"] };
        catalogue.Providers["gate"] = new CatalogueProvider { Page = "http://127.0.0.1:1", Form = form };
        await using var other = await Workplace.OpenAsync(settings => settings with { Catalogue = catalogue });
        catalogue.Providers["gate"].Page = other.Stage.SlackAddress.GetLeftPart(UriPartial.Authority) + "/status/gate" + path;
        await other.ControlAsync("status-pages", new JsonObject { ["page"] = "gate", ["state"] = "major_outage", ["title"] = "All is down", ["update"] = "Sorry" });
        await other.CommandAsync("maya", "incidents", "start Payments fail --service payments");
        await other.Stage.AdvanceToAsync(other.Stage.Clock.GetUtcNow().AddMinutes(1), CancellationToken.None);
        await other.SettleAsync();

        var room = Assert.Single(await other.IncidentChannelsAsync());
        var line = Assert.Single(await other.MessagesAsync(room.Id), message => message.Text?.StartsWith("gate's status page:", StringComparison.Ordinal) == true);
        Assert.Contains("(“All is down”)", line.Text, StringComparison.Ordinal);
    }

    private Task SayAsync(string state, string title, string update) => workplace.ControlAsync(
        "status-pages", new JsonObject { ["page"] = "cardgate", ["state"] = state, ["title"] = title, ["update"] = update });

    private async Task PassAsync(int minutes)
    {
        await workplace.SettleAsync();
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<List<LocalMessage>> LinesAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message.Text?.StartsWith("cardgate's status page:", StringComparison.Ordinal) == true)];

    private async Task<string> TextAsync(LocalChannel room) =>
        string.Join('\n', (await workplace.MessagesAsync(room.Id)).Where(message => message.BotId is not null).Select(Text));

    private static string Text(LocalMessage message) => message.Blocks?.ToJsonString(Plain) ?? message.Text ?? "";
}
