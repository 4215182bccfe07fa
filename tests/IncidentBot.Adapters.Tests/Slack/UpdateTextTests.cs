using System.Text;
using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Slack refuses an update whose text has more than 4,000 bytes, escaped as it is sent; a post may be longer.</summary>
public sealed class UpdateTextTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("&")]
    [InlineData("ü")]
    [InlineData("界")]
    [InlineData("👩‍🚒")]
    public void An_updates_text_is_cut_by_its_bytes_and_says_so(string letter)
    {
        var text = SlackBlocks.RenderUpdate(Card.Of(string.Concat(Enumerable.Repeat(letter, 5000)))).Text;
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 3950, 4000);
        Assert.EndsWith("… shortened", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', text);
    }

    [Fact]
    public void A_text_that_fits_is_left_as_it_is()
    {
        var text = new string('界', 1333);
        Assert.Equal(text, SlackBlocks.RenderUpdate(Card.Of(text)).Text);
        Assert.Equal(new string('界', 4000), SlackBlocks.Render(Card.Of(new string('界', 4000))).Text);
    }
}
