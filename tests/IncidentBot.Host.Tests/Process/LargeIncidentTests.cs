using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;
using IncidentBot.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>An incident of 2,000 entries goes through the whole bot: pages in Slack, the upload, the export.</summary>
public sealed class LargeIncidentTests
{
    private const int Entries = 2000;

    [Fact]
    public async Task Its_timeline_is_turned_its_draft_uploaded_and_its_record_exported_whole()
    {
        await using var place = await Workplace.OpenAsync();
        var room = await place.StartAsync();
        await FillAsync(place, room.Id);

        await place.CommandAsync("maya", room.Id, "timeline");
        await place.ClickAsync("maya", room.Id, "show_timeline", "|133");
        Assert.StartsWith("Timeline of INC-1, page 133 of 134", await place.AnswerToAsync("maya", room.Id), StringComparison.Ordinal);

        await place.CommandAsync("maya", room.Id, "export");
        var file = (await place.ReadAsync("state"))["files"]!.AsArray().Last()!;
        using var http = new HttpClient { BaseAddress = place.Stage.SlackAddress };
        var uploaded = await http.GetStringAsync(new Uri((string)file["content_url"]!, UriKind.Relative));
        Assert.All(Enumerable.Range(1, Entries), number => Assert.Contains(Words(number), uploaded, StringComparison.Ordinal));

        var exported = (await place.ExportAsync(1))["timeline"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, Entries).Select(Words), exported.Select(entry => (string?)entry!["text"]));
        Assert.Empty(await place.Stage.Bot.Services.GetRequiredService<Database>().QueryAsync<string>("SELECT effect_key FROM outbox WHERE state = 'dead'", null, CancellationToken.None));
    }

    private static async Task FillAsync(Workplace place, string room)
    {
        var batch = new Batch();
        var who = new Person(new PersonId("U0SAM"), "Sam", "UTC");
        foreach (var number in Enumerable.Range(1, Entries))
        {
            var at = Workplace.Morning.AddSeconds(number - Entries);
            TimelineStore.Add(batch, new WorkspaceId("T0LOCAL"), new IncidentId(1), new TimelineEntry
            {
                Number = number, At = at, RecordedAt = at, Kind = EntryKind.Observation, Author = who, CapturedBy = who, Text = Words(number),
                Message = new MessageId(new ChannelId(room), string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()}.{number:000000}")),
            });
        }

        await place.Stage.Bot.Services.GetRequiredService<Database>().CommitAsync(batch, CancellationToken.None);
    }

    private static string Words(int number) => string.Create(CultureInfo.InvariantCulture, $"No {number:0000}: the queue grows by {number} a minute, end of {number:0000}");
}
