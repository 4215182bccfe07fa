using IncidentBot.Slack.Sending;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class ChannelNameTests
{
    [Theory]
    [InlineData("inc-7-Checkout returns 500s", "inc-7-checkout-returns-500s")]
    [InlineData("inc-7-checkout-returns-500s", "inc-7-checkout-returns-500s")]
    [InlineData("inc-8-Zahlung für Köln schlägt fehl!", "inc-8-zahlung-fur-koln-schlagt-fehl")]
    [InlineData("inc-9-Straße/Øresund Æsir łódź", "inc-9-strasse-oresund-aesir-lodz")]
    [InlineData("inc-10-База данных недоступна", "inc-10-baza-dannykh-nedostupna")]
    [InlineData("inc-11-Йод и ёж, ОбъЕкт", "inc-11-yod-i-ezh-obekt")]
    [InlineData("inc-12-支払いが失敗する", "inc-12")]
    [InlineData("inc-13-🔥🔥🔥", "inc-13")]
    [InlineData("inc-14-API 落ちた now", "inc-14-api-now")]
    [InlineData("inc-15-Ελληνικά σύστημα", "inc-15-ellinika-systima")]
    [InlineData("inc-16-don't panic", "inc-16-dont-panic")]
    [InlineData("inc-17--<!channel> *bold* `x`", "inc-17-channel-bold-x")]
    [InlineData("inc-18-שרת נפל", "inc-18")]
    [InlineData("inc-19-ﬁne ①", "inc-19-fine-1")]
    [InlineData("🔥", "incident")]
    [InlineData("", "incident")]
    [InlineData("__a__", "a")]
    [InlineData("inc-20-\ud800 lone", "inc-20-lone")]
    public void A_title_becomes_a_name_that_Slack_takes(string words, string name) => Assert.Equal(name, ChannelName.For(words));

    [Fact]
    public void Any_words_make_a_valid_name()
    {
        var random = new Random(3);
        for (var round = 0; round < 1000; round++)
        {
            var name = ChannelName.For($"inc-{round}-{RandomText.Make(random, random.Next(0, 200))}");
            Assert.Matches("^[a-z0-9][a-z0-9_-]{0,79}$", name);
            Assert.False(name.EndsWith('-'));
            Assert.Matches("^[a-z0-9][a-z0-9_-]{0,79}$", ChannelName.WithSuffix(name, 9));
        }
    }

    [Fact]
    public void A_suffix_fits_into_the_limit_too()
    {
        var name = ChannelName.For(new string('a', 200));
        Assert.Equal(80, name.Length);
        Assert.Equal(new string('a', 78) + "-2", ChannelName.WithSuffix(name, 2));
    }

    [Fact]
    public void Only_its_own_variants_are_recognised()
    {
        Assert.True(ChannelName.IsVariant("inc-7-x", "inc-7-x", 9));
        Assert.True(ChannelName.IsVariant("inc-7-x-9", "inc-7-x", 9));
        Assert.False(ChannelName.IsVariant("inc-7-x-10", "inc-7-x", 9));
        Assert.False(ChannelName.IsVariant("inc-7-xy", "inc-7-x", 9));
    }
}
