using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>A workspace of a hundred thousand channels and people takes no more memory than a large one.</summary>
public sealed class LargeWorkspaceTests
{
    private const int Many = 100_000;

    private readonly FakeTimeProvider clock = ManualClock.At("2026-05-04T10:00:00Z");

    [Fact]
    public void Channels_that_are_quiet_again_are_not_kept_in_mind()
    {
        var limits = new SlackRateLimits(clock);
        var most = 0;
        for (var i = 0; i < Many; i++)
        {
            // As fast as Slack allows in all.
            clock.Advance(TimeSpan.FromSeconds(0.2));
            var channel = Id('C', i);
            limits.Admit(SlackMethods.ChatPostMessage, channel, channel, urgent: false);
            most = Math.Max(most, limits.Channels);
        }

        Assert.InRange(most, 1, 1001);
    }

    [Fact]
    public void A_backlog_in_many_channels_at_one_instant_keeps_none_of_them_in_mind_that_does_not_send()
    {
        var limits = new SlackRateLimits(clock);
        for (var i = 0; i < Many; i++) limits.Admit(SlackMethods.ChatPostMessage, Id('C', i), Id('K', i), urgent: false);

        Assert.InRange(limits.Channels, 1, 1100);
    }

    [Fact]
    public void Turns_that_nobody_comes_back_for_are_forgotten()
    {
        var bucket = new CallBucket(burst: 5, perSecond: 10, clock.GetUtcNow());
        for (var i = 0; i < Many; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.1));
            bucket.WaitFor(Id('K', i), urgent: false, clock.GetUtcNow());
            bucket.Spend(clock.GetUtcNow());
        }

        Assert.InRange(bucket.Promises, 0, 20_000);
    }

    [Fact]
    public void People_are_remembered_up_to_a_number_whether_they_are_known_or_not()
    {
        var cache = new BoundedCache<string, Person>(5000, TimeSpan.FromHours(1), clock);
        for (var i = 0; i < Many; i++)
        {
            var id = Id('U', i);
            cache.Put(id, new Person(new PersonId(id), id, "Etc/UTC"), i % 2 == 0 ? TimeSpan.FromMinutes(5) : null);
        }

        Assert.Equal(5000, cache.Count);
        Assert.True(cache.TryGet(Id('U', Many - 1), out _));
    }

    private static string Id(char kind, int number) => kind + number.ToString("D9", CultureInfo.InvariantCulture);
}
