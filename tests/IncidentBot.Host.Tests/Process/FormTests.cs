using System.Text.Json.Nodes;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Forms as people meet them in the local Slack: they open in time, are filled, keep what was typed, and are not opened in vain.</summary>
public sealed class FormTests : IAsyncLifetime
{
    private Workplace place = null!;

    public async Task InitializeAsync() => place = await Workplace.OpenAsync();

    public async Task DisposeAsync() => await place.DisposeAsync();

    [Fact]
    public async Task An_incident_that_is_started_from_a_message_has_it_as_its_first_evidence()
    {
        var ts = await place.Slack.SayAsync("sam", "incidents", "Checkout returns 500s since the deploy", CancellationToken.None);
        await place.ControlAsync("shortcut", new JsonObject { ["user"] = "maya", ["channel"] = "incidents", ["ts"] = ts, ["callback_id"] = "start_from_message" });
        var view = await OpenedAsync("start");
        Assert.Contains("From a message by", view["blocks"]![0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["views.open", "views.update"], await CallsAsync("views."));

        await SubmitAsync("maya", view, new JsonObject());
        var entry = Assert.Single((await place.ExportAsync(1))["timeline"]!.AsArray())!;
        Assert.Equal("Checkout returns 500s since the deploy", (string?)entry["text"]);
        Assert.Contains("sam", entry["author"]!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"/p{ts.Replace(".", "", StringComparison.Ordinal)}", entry.ToJsonString(), StringComparison.Ordinal);

        await place.Slack.DeleteAsync("incidents", ts, CancellationToken.None);
        await place.SettleAsync();
        Assert.DoesNotContain("since the deploy", (await place.ExportAsync(1))["timeline"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_anything_to_read_is_one_call_once_its_reader_is_known()
    {
        await place.CommandAsync("maya", "incidents", "list");
        await place.CommandAsync("maya", "incidents", "start");
        await OpenedAsync("start");
        Assert.Equal(["views.open"], await CallsAsync("views."));
    }

    [Fact]
    public async Task A_guest_is_told_in_the_view_that_opened_and_can_send_nothing()
    {
        var room = await place.StartAsync();
        await place.CommandAsync("maya", room.Id, "note errors rise");
        var (ts, button) = await place.FindButtonAsync(room.Id, "answer_step", "");
        await place.ControlAsync("users", new JsonObject { ["name"] = "gil", ["guest"] = true });
        await place.ControlAsync("invite", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["target"] = "gil" });
        await place.SettleAsync();

        await place.ControlAsync("click", new JsonObject { ["user"] = "gil", ["channel"] = room.Id, ["ts"] = ts, ["action_id"] = button });
        var view = (await place.ReadAsync("state"))["views"]!.AsArray().Last()!;
        Assert.Null(view["submit"]);
        Assert.Contains("may not run incidents here", view["blocks"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(await place.MessagesAsync(room.Id), message => message.Text?.StartsWith("gil is in this channel now and is no member", StringComparison.OrdinalIgnoreCase) == true);
    }

    private async Task<JsonNode> OpenedAsync(string form)
    {
        var view = (await place.ReadAsync("state"))["views"]!.AsArray().Last()!;
        Assert.Equal(form, (string?)view["callback_id"]);
        return view;
    }

    private async Task SubmitAsync(string user, JsonNode view, JsonObject values)
    {
        var sent = await place.ControlAsync("submit", new JsonObject { ["user"] = user, ["view_id"] = view["id"]!.DeepClone(), ["values"] = values });
        Assert.Null((string?)sent["error"]);
        await place.SettleAsync();
    }

    private async Task<IReadOnlyList<string>> CallsAsync(string prefix) =>
        [.. (await place.ReadAsync("journal?since=0")).AsArray().Select(one => (string?)one!["method"] ?? "").Where(method => method.StartsWith(prefix, StringComparison.Ordinal))];
}
