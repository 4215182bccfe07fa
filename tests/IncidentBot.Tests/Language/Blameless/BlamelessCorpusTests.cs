namespace IncidentBot.Tests.Language.Blameless;

/// <summary>How often the check is right, over sentences of many voices.</summary>
public sealed class BlamelessCorpusTests
{
    private const double WantedPrecision = 0.95, WantedRecall = 0.90;

    public static TheoryData<string> Batches => [.. BlamelessCorpus.Batches];

    [Theory]
    [MemberData(nameof(Batches))]
    public void What_is_found_blames_and_what_blames_is_found(string batch)
    {
        var score = BlamelessCorpus.Score(batch);

        Assert.True(score.Precision >= WantedPrecision, $"precision {score.Precision:0.000}: {string.Join(" | ", score.Wrong)}");
        Assert.True(score.Recall >= WantedRecall, $"recall {score.Recall:0.000}: {string.Join(" | ", score.Missed)}");
    }

    [Fact]
    public void Half_of_the_sentences_are_innocent()
    {
        var all = BlamelessCorpus.Batches.SelectMany(BlamelessCorpus.Read).ToList();

        Assert.InRange(all.Count, 600, int.MaxValue);
        Assert.InRange(all.Count(sentence => !sentence.IsBlaming) / (double)all.Count, 0.45, 0.65);
    }

    [Fact]
    public void No_sentence_stands_in_two_batches() => Assert.Empty(
        BlamelessCorpus.Batches.SelectMany(BlamelessCorpus.Read).GroupBy(sentence => sentence.Text, StringComparer.Ordinal).Where(same => same.Count() > 1)
            .Select(same => same.Key));
}
