using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Tests.Timeline;

/// <summary>One sweep follows the other, whatever the platform answers.</summary>
public sealed class SweepChainTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly HistoryPage Empty = new([], HasMore: false, Cursor: null);

    [Fact]
    public async Task A_channel_that_alone_cannot_be_read_is_swept_once_it_can()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnHistory = _ => throw Down();
        for (var minute = 0; minute < 60; minute++)
        {
            await scene.TypeAsync($"note Minute {minute}");
            await scene.PassAsync(Minute);
        }

        var asked = new List<HistoryQuestion>();
        scene.Chat.OnHistory = question => Note(asked, question);
        await scene.PassAsync(6 * Minute);

        Assert.Empty(await scene.Get<DeadLetters>().CountAsync(default));
        Assert.Contains(asked, question => question is ReadChannel);
    }

    [Fact]
    public async Task Messages_are_compared_even_if_the_pins_cannot_be_read()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var asked = new List<HistoryQuestion>();
        scene.Chat.OnHistory = question => question is ReadPins ? throw Down() : Note(asked, question);

        await scene.TypeAsync("sync");
        await scene.PassAsync(Minute);

        Assert.Contains(asked, question => question is ReadChannel);
        Assert.Contains("couldn't read the pins", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_during_an_outage_is_told_that_nothing_could_be_compared()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Chat.OnHistory = _ => throw Down();

        await scene.TypeAsync("sync");

        Assert.Contains("couldn't read this channel", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_that_is_told_to_wait_waits()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var free = scene.Time.GetUtcNow() + Minute;
        scene.Chat.OnHistory = _ => scene.Time.GetUtcNow() < free ? throw new ChatUnavailableException("Slow down.") { RetryAfter = TimeSpan.FromSeconds(20) } : Empty;

        await scene.TypeAsync("sync");
        await scene.PassAsync(2 * Minute);

        Assert.Contains("Nothing was missing", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static HistoryPage Note(List<HistoryQuestion> asked, HistoryQuestion question)
    {
        asked.Add(question);
        return Empty;
    }

    private static ChatUnavailableException Down() => new("Slack refused conversations.history: http_502.") { RetryAfter = TimeSpan.FromSeconds(10), MayBeOutage = true };
}
