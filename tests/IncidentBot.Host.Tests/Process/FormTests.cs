using System.Text.Json.Nodes;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Forms as people meet them in the local Slack: they open in time, are filled, keep what was typed, and are not opened in vain.</summary>
public sealed class FormTests : IAsyncLifetime
{
    private Workplace place = null!;

    public async ValueTask InitializeAsync() => place = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await place.DisposeAsync();

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
        var (ts, button) = await place.FindButtonAsync(room.Id, "answer_questions", "");
        await place.ControlAsync("users", new JsonObject { ["name"] = "gil", ["guest"] = true });
        await place.ControlAsync("invite", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["target"] = "gil" });
        await place.SettleAsync();

        await place.ControlAsync("click", new JsonObject { ["user"] = "gil", ["channel"] = room.Id, ["ts"] = ts, ["action_id"] = button });
        var view = (await place.ReadAsync("state"))["views"]!.AsArray().Last()!;
        Assert.Null(view["submit"]);
        Assert.Contains("run incidents here", view["blocks"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(await place.MessagesAsync(room.Id), message => message.Text?.StartsWith("gil has joined this channel and isn't a member", StringComparison.OrdinalIgnoreCase) == true);
    }

    [Fact]
    public async Task An_update_on_an_incident_that_was_closed_meanwhile_stays_in_its_form()
    {
        var room = await place.StartAsync("Checkout returns 500s --sev 1");
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow().AddMinutes(31), CancellationToken.None);
        await place.SettleAsync();
        var (ts, button) = await place.FindButtonAsync(room.Id, "write_update", "");
        await place.ControlAsync("click", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["ts"] = ts, ["action_id"] = button });
        var view = await OpenedAsync("update");
        await place.CommandAsync("sam", room.Id, "status closed It recovered");

        var sent = await place.ControlAsync("submit", new JsonObject
        {
            ["user"] = "maya", ["view_id"] = view["id"]!.DeepClone(), ["values"] = new JsonObject { ["text"] = new JsonObject { ["text"] = "The rollback is out" } },
        });

        Assert.Contains("INC-1 is closed. Reopen it first", sent.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("update", (string?)(await place.ReadAsync("state"))["views"]!.AsArray().Last()!["callback_id"]);
    }

    [Fact]
    public async Task The_severity_of_an_open_incident_is_picked_from_what_each_level_means()
    {
        var room = await place.StartAsync("Checkout returns 500s --sev 3");
        await place.CommandAsync("maya", room.Id, "severity");
        var typed = await OpenedAsync("severity");
        Assert.Equal(["views.open", "views.update"], await CallsAsync("views."));
        Assert.Contains("SEV1: everyone is affected", typed["blocks"]!.ToJsonString(), StringComparison.Ordinal);

        var (ts, button) = await place.FindButtonAsync(room.Id, "change_severity", "");
        await place.ControlAsync("click", new JsonObject { ["user"] = "sam", ["channel"] = room.Id, ["ts"] = ts, ["action_id"] = button });
        await SubmitAsync("sam", await OpenedAsync("severity"), Picked("2"));
        Assert.Equal(2, (int?)(await place.ExportAsync(1))["severity"]);

        var late = await place.ControlAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = typed["id"]!.DeepClone(), ["values"] = Picked("4") });
        Assert.Contains("Someone has changed INC-1 to SEV2 in the meantime", late.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(await place.MessagesAsync(room.Id), message => message.Text?.StartsWith("sam raised it to SEV2 (was SEV3).", StringComparison.Ordinal) == true);
    }

    private static JsonObject Picked(string level) => new() { ["severity"] = new JsonObject { ["severity"] = level } };

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
