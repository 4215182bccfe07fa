using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SmallPartsTests
{
    [Fact]
    public void A_sealed_text_opens_under_the_same_token_only()
    {
        var sealedText = new SealedText("xoxb-1").Seal("https://hooks.example/secret");
        Assert.DoesNotContain("hooks", sealedText, StringComparison.Ordinal);
        Assert.Equal("https://hooks.example/secret", new SealedText("xoxb-1").Open(sealedText));
        Assert.Null(new SealedText("xoxb-2").Open(sealedText));
    }

    [Fact]
    public void Sealing_twice_gives_two_texts()
    {
        var seal = new SealedText("xoxb-1");
        Assert.NotEqual(seal.Seal("same"), seal.Seal("same"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://hooks.example/clear")]
    [InlineData("sealed1.")]
    [InlineData("sealed1.AAAA")]
    [InlineData("sealed1.not base64")]
    public void What_was_never_sealed_does_not_open(string? text) => Assert.Null(new SealedText("xoxb-1").Open(text));

    [Fact]
    public void A_changed_sealed_text_does_not_open()
    {
        var seal = new SealedText("xoxb-1");
        var text = seal.Seal("https://hooks.example/secret").ToCharArray();
        text[^6] = text[^6] == 'A' ? 'B' : 'A';
        Assert.Null(seal.Open(new string(text)));
    }

    [Theory]
    [InlineData("1595926230.009600", "2020-07-28T08:50:30.0096000Z")]
    [InlineData("111.222", "1970-01-01T00:01:51.2220000Z")]
    [InlineData("1595926230", "2020-07-28T08:50:30.0000000Z")]
    public void A_ts_is_an_instant(string ts, string instant)
    {
        Assert.True(SlackTime.TryParse(ts, out var at));
        Assert.Equal(instant, at.UtcDateTime.ToString("O"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1.5")]
    [InlineData("1.5.5")]
    [InlineData("1.1234567")]
    [InlineData("99999999999999.1")]
    public void What_is_not_a_ts_is_not_read(string? ts) => Assert.False(SlackTime.TryParse(ts, out _));

    [Fact]
    public void A_ts_survives_the_way_there_and_back()
    {
        Assert.True(SlackTime.TryParse("1595926230.009600", out var at));
        Assert.Equal("1595926230.009600", SlackTime.ToTs(at));
    }

    [Theory]
    [InlineData("", "https://slack.com/api/")]
    [InlineData(" ", "https://slack.com/api/")]
    [InlineData("http://127.0.0.1:5080/api", "http://127.0.0.1:5080/api/")]
    public void The_Web_API_is_Slacks_own_unless_said_otherwise(string configured, string address) =>
        Assert.Equal(address, new SlackOptions { ApiUrl = configured }.ApiAddress().ToString());

    [Theory]
    [InlineData("slack.com/api")]
    [InlineData("ftp://slack.com/api")]
    public void An_address_that_is_none_is_refused_by_its_key(string configured) =>
        Assert.Contains("Slack:ApiUrl", Assert.Throws<InvalidOperationException>(() => new SlackOptions { ApiUrl = configured }.ApiAddress()).Message, StringComparison.Ordinal);

    [Fact]
    public void The_cache_forgets_after_its_lifetime_and_beyond_its_size()
    {
        var clock = ManualClock.At("2026-05-04T10:00:00Z");
        var cache = new BoundedCache<string, int>(2, TimeSpan.FromHours(1), clock);
        cache.Put("a", 1);
        cache.Put("b", 2);
        cache.Put("a", 3);
        cache.Put("c", 4);
        Assert.False(cache.TryGet("b", out _));
        Assert.True(cache.TryGet("a", out var a) && a == 3);

        clock.Advance(TimeSpan.FromHours(1));
        Assert.False(cache.TryGet("a", out _));
    }
}
