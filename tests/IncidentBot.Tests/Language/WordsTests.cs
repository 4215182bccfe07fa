using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Tests.Language;

public sealed class WordsTests
{
    [Fact]
    public void A_choice_is_written_as_people_type_it() => Assert.Equal("impact-start", Words.Of(Milestone.ImpactStart));

    [Fact]
    public void A_choice_begins_a_sentence_with_a_capital() => Assert.Equal("Impact start", Words.Title(Milestone.ImpactStart));

    [Fact]
    public void Capital_letters_do_not_matter() => Assert.True(Words.TryParse<Milestone>("IMPACT-Start", out _));

    [Fact]
    public void A_number_is_not_a_word() => Assert.False(Words.TryParse<Milestone>("0", out _));

    [Theory]
    [InlineData("ntoe", "note")]
    [InlineData("stauts", "status")]
    [InlineData("exprot", "export")]
    [InlineData("xyzzy", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_found(string typed, string? expected) => Assert.Equal(expected, Words.Nearest(typed, ["start", "note", "status", "export"]));
}
