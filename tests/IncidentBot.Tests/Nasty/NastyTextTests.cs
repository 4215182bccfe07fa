using System.Diagnostics;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Tests.Nasty;

/// <summary>No text takes long, however it was made; how the time grows is measured by the benchmarks.</summary>
public sealed class NastyTextTests
{
    private const int Long = 40_000;

    // What is linear takes a few thousandths of this; what is not takes many times as long.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Names => [.. NastyTexts.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_long_text_of_any_shape_goes_through_the_bot_in_no_time(string name)
    {
        var text = NastyTexts.Of(name, Long);
        var watch = Stopwatch.StartNew();

        foreach (var go in NastyWays.All.Values)
            go(text);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Most);
    }

    [Theory]
    [InlineData("https://x.y/)", "https://x.y/")]
    [InlineData("https://x.y/)))", "https://x.y/")]
    [InlineData("https://x.y/(a)", "https://x.y/(a)")]
    [InlineData("https://x.y/(a))", "https://x.y/(a)")]
    [InlineData("https://x.y/(a).)", "https://x.y/(a)")]
    [InlineData("https://x.y/((a)", "https://x.y/((a)")]
    [InlineData("https://x.y/)(.!", "https://x.y/)(")]
    public void Brackets_behind_an_address_belong_to_the_sentence_unless_they_were_opened_in_it(string text, string address) =>
        Assert.Equal([address], WebAddresses.In(text));
}
