using IncidentBot.Postmortem.Facts;

namespace IncidentBot.Tests.Postmortem.Facts;

public sealed class LengthsTests
{
    [Theory]
    [InlineData("00:00:45", "45 s")]
    [InlineData("00:13:59", "13 min")]
    [InlineData("1.00:11:00", "24 h 11 min")]
    [InlineData("18:00:00", "18 h")]
    [InlineData("2.23:59:00", "71 h 59 min")]
    [InlineData("4.02:05:00", "4 d 2 h 5 min")]
    [InlineData("-00:01:00", "0 s")]
    public void Nothing_of_weight_is_lost(string length, string words) =>
        Assert.Equal(words, Lengths.InWords(TimeSpan.Parse(length, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_length_is_counted_to_the_second_however_fine_the_chat_is() =>
        Assert.Equal(TimeSpan.FromMinutes(50), Lengths.Between(SampleRecord.At("23:40:00").AddTicks(1_040_000), SampleRecord.At("00:30:00", 3)));
}
