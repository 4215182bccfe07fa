using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackRateLimitsTests
{
    private readonly FakeTimeProvider clock = ManualClock.At("2026-05-04T10:00:00Z");
    private readonly SlackRateLimits limits;

    public SlackRateLimitsTests() => limits = new SlackRateLimits(clock);

    [Fact]
    public void No_minute_holds_more_calls_than_the_tier_allows()
    {
        var made = Drain([.. Enumerable.Range(0, 200).Select(i => $"update/{i}")], SlackMethods.ChatUpdate);

        Assert.Equal(200, made.Count);
        Assert.All(made, call => Assert.InRange(made.Count(other => other.At >= call.At && other.At < call.At.AddMinutes(1)), 1, 50));
    }

    [Fact]
    public void Those_who_wait_go_in_the_order_in_which_they_came_and_ask_no_more_often_than_they_must()
    {
        string[] keys = [.. Enumerable.Range(0, 60).Select(i => $"update/{i}")];
        var asked = 0;

        var made = Drain(keys, SlackMethods.ChatUpdate, () => asked++);

        Assert.Equal(keys, made.Select(call => call.Key));
        Assert.InRange(asked, 60, 120);
    }

    [Fact]
    public void Who_comes_later_does_not_overtake_who_was_promised_a_turn()
    {
        for (var i = 0; i < 20; i++) Ask(SlackMethods.ChatUpdate, $"early/{i}");
        clock.Advance(TimeSpan.FromSeconds(1.5));

        Assert.NotNull(Ask(SlackMethods.ChatUpdate, "late"));
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(Ask(SlackMethods.ChatUpdate, "early/9"));
    }

    [Fact]
    public void A_backlog_cannot_use_up_what_is_kept_for_the_urgent()
    {
        for (var i = 0; i < 200; i++) Ask(SlackMethods.ChatUpdate, $"update/{i}");

        Assert.Null(limits.Admit(SlackMethods.ChatUpdate, null, "now", urgent: true));
    }

    [Fact]
    public void A_channel_takes_a_short_burst_and_then_one_message_a_second_while_others_go_on()
    {
        var first = Enumerable.Range(0, 10).Select(i => limits.Admit(SlackMethods.ChatPostMessage, "C1", $"post/{i}", urgent: false)).ToList();

        Assert.Equal([null, null, null, null, 1, 2, 3, 4, 5, 6], first.Select(wait => wait?.TotalSeconds));
        Assert.Null(limits.Admit(SlackMethods.ChatPostMessage, "C2", "other", urgent: false));
    }

    [Fact]
    public void What_Slack_asks_to_wait_is_kept_even_by_the_urgent()
    {
        limits.Close(SlackMethods.ConversationsCreate, null, TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(30), limits.Admit(SlackMethods.ConversationsCreate, null, "open", urgent: true));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(limits.Admit(SlackMethods.ConversationsCreate, null, "open", urgent: true));
    }

    [Fact]
    public void What_was_begun_is_not_interrupted_but_owed()
    {
        Assert.Null(limits.Admit(SlackMethods.ConversationsCreate, null, "open", urgent: true));
        for (var call = 0; call < 9; call++) limits.Spend(SlackMethods.ConversationsCreate, null, isFirst: true);

        Assert.True(limits.Admit(SlackMethods.ConversationsCreate, null, "next", urgent: true) > TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void A_question_is_put_off_but_not_its_further_pages()
    {
        for (var call = 0; call < 5; call++) limits.Spend(SlackMethods.UsersConversations, null, isFirst: true);

        var late = Assert.Throws<SlackException>(() => limits.Spend(SlackMethods.UsersConversations, null, isFirst: true));
        Assert.Equal((SlackErrorKind.RateLimited, TimeSpan.FromSeconds(4)), (late.Error.Kind, late.Error.RetryAfter));
        limits.Spend(SlackMethods.UsersConversations, null, isFirst: false);
    }

    private TimeSpan? Ask(SlackMethod method, string key) => limits.Admit(method, null, key, urgent: false);

    // Each comes back when it was told to, as outbox rows do.
    private List<(string Key, DateTimeOffset At)> Drain(string[] keys, SlackMethod method, Action? asks = null)
    {
        var made = new List<(string Key, DateTimeOffset At)>();
        var waiting = new PriorityQueue<string, (DateTimeOffset Due, int Number)>(keys.Select((key, number) => (key, (clock.GetUtcNow(), number))));
        for (var number = keys.Length; waiting.TryDequeue(out var key, out var turn); number++)
        {
            if (turn.Due > clock.GetUtcNow()) clock.Advance(turn.Due - clock.GetUtcNow());
            asks?.Invoke();
            if (Ask(method, key) is { } wait) waiting.Enqueue(key, (clock.GetUtcNow() + wait, number));
            else made.Add((key, clock.GetUtcNow()));
        }

        return made;
    }
}
