using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Known patterns and reminders of the method as people meet them in the local Slack.</summary>
public sealed class PatternTests : IAsyncLifetime
{
    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_pattern_is_suggested_in_a_thread_read_stated_as_a_hypothesis_and_dismissed()
    {
        var room = await workplace.StartAsync("Checkout returns 500s");
        await workplace.CommandAsync("sam", room.Id, "note alert: HikariPool-1 - <!channel> Connection is not available, `too many connections`");
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        var lines = await LinesAsync(room);

        var shown = Assert.Single(await SuggestionsAsync(room));
        Assert.NotNull(shown.ThreadTs);
        Assert.Contains("alert 1 says “too many connections”", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("channel>", shown.Blocks!.ToJsonString(), StringComparison.Ordinal);

        await workplace.ClickAsync("maya", room.Id, "read_pattern", "1|connection-pool");
        var read = (await workplace.MessagesAsync(room.Id)).Last(message => message.EphemeralTo is not null).Blocks!.ToJsonString();
        Assert.Contains("`ss -s`", read.Replace("\\u0060", "`", StringComparison.Ordinal), StringComparison.Ordinal);
        await workplace.ClickAsync("maya", room.Id, "state_pattern", "1|connection-pool");
        var view = (await workplace.ReadAsync("state"))["views"]!.AsArray().Last()!;
        Assert.Contains("Something holds connections for too long", view.ToJsonString(), StringComparison.Ordinal);
        await workplace.ClickAsync("sam", room.Id, "dismiss_pattern", "1|connection-pool");
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(await SuggestionsAsync(room));
        Assert.Equal(lines, await LinesAsync(room));
    }

    [Fact]
    public async Task Reminders_stay_in_threads_come_once_and_can_be_turned_off()
    {
        var room = await workplace.StartAsync("Checkout returns 500s");
        await AdvanceAsync(TimeSpan.FromMinutes(11));
        await workplace.CommandAsync("sam", room.Id, "note action: restarted checkout, seems fine");
        await AdvanceAsync(TimeSpan.FromMinutes(4));

        var asked = (await workplace.MessagesAsync(room.Id)).Where(message => message.Text?.Contains("It comes once.", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(3, asked.Count);
        Assert.All(asked, message => Assert.True(message.ThreadTs is not null && message.ThreadTs != message.Ts));
        Assert.Contains("How was the fix verified (entry 1)?", asked[2].Text, StringComparison.Ordinal);
        await workplace.ClickAsync("sam", room.Id, "nudge_off_for_good", "1|verify|1");
        await workplace.CommandAsync("maya", room.Id, "nudges");
        Assert.Contains("Verify a fix (verify): off for good by sam", await workplace.AnswerToAsync("maya", room.Id), StringComparison.Ordinal);
    }

    private Task AdvanceAsync(TimeSpan span) => workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow() + span, CancellationToken.None);

    private async Task<IReadOnlyList<LocalMessage>> SuggestionsAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message.Text?.Contains("looks like something known", StringComparison.Ordinal) == true)];

    // What the bot says in the channel itself.
    private async Task<IReadOnlyList<string>> LinesAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message is { EphemeralTo: null, BotId: not null } && (message.ThreadTs is null || message.ThreadTs == message.Ts)).Select(message => message.Ts)];
}
