using System.Text.Json.Nodes;
using IncidentBot.Access;

namespace IncidentBot.Host.Tests.Process;

public sealed class AccessTests
{
    [Theory]
    [InlineData("guest", true)]
    [InlineData("other_team", "T0OTHER")]
    public async Task A_guest_and_a_stranger_of_a_shared_channel_are_refused_privately(string fact, object value)
    {
        await using var place = await Workplace.OpenAsync();
        var room = await place.StartAsync();
        await place.ControlAsync("users", new JsonObject { ["name"] = "gil", [fact] = JsonValue.Create(value) });
        await place.ControlAsync("join", new JsonObject { ["user"] = "gil", ["channel"] = room.Id });

        await place.CommandAsync("gil", room.Id, "status resolved");
        await place.ClickAsync("gil", room.Id, "take_command");

        Assert.StartsWith("Nothing was done: guests", await place.AnswerToAsync("gil", room.Id), StringComparison.Ordinal);
        var incident = await place.ExportAsync(1);
        Assert.Equal("investigating", (string?)incident["status"]);
        Assert.DoesNotContain("gil", incident.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_allowed_stranger_of_a_shared_channel_marks_is_recorded()
    {
        await using var place = await Workplace.OpenAsync(settings => settings with { Access = new AccessOptions { AllowGuests = true } });
        var room = await place.StartAsync();
        await place.ControlAsync("users", new JsonObject { ["name"] = "otto", ["other_team"] = "T0OTHER" });
        await place.ControlAsync("join", new JsonObject { ["user"] = "otto", ["channel"] = room.Id });
        var said = await place.ControlAsync("message", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["text"] = "The pool is full" });

        await place.ControlAsync("react", new JsonObject { ["user"] = "otto", ["channel"] = room.Id, ["ts"] = (string?)said["ts"], ["name"] = "pushpin" });
        await place.SettleAsync();

        Assert.Contains("The pool is full", (await place.ExportAsync(1))["timeline"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_user_group_closes_where_one_is_set()
    {
        await using var place = await Workplace.OpenAsync(settings => settings with { Access = new AccessOptions { Responders = "S0LOCALONCALL" } });
        var room = await place.StartAsync();

        await place.CommandAsync("priya", room.Id, "status closed It recovered");
        var refused = string.Concat((await place.MessagesAsync(room.Id)).Where(message => message.EphemeralTo is not null).Select(message => message.Text));
        await place.CommandAsync("sam", room.Id, "status closed It recovered");

        Assert.Contains("only responders can close an incident. Ask one of them: maya, sam.", refused, StringComparison.Ordinal);
        Assert.Equal("closed", (string?)(await place.ExportAsync(1))["status"]);
    }
}
