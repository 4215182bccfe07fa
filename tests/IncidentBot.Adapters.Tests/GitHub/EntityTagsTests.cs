using IncidentBot.GitHub;

namespace IncidentBot.Adapters.Tests.GitHub;

public sealed class EntityTagsTests
{
    [Fact]
    public void What_was_not_used_for_longest_is_forgotten_first()
    {
        var tags = new EntityTags(capacity: 2);
        tags.Keep(new Uri("http://a/1"), Answer("1"));
        tags.Keep(new Uri("http://a/2"), Answer("2"));
        Assert.NotNull(tags.Find(new Uri("http://a/1")));

        tags.Keep(new Uri("http://a/3"), Answer("3"));

        Assert.Null(tags.Find(new Uri("http://a/2")));
        Assert.Equal("1", tags.Find(new Uri("http://a/1"))?.Tag);
    }

    [Fact]
    public void A_newer_answer_takes_the_place_of_the_older()
    {
        var tags = new EntityTags(capacity: 2);
        tags.Keep(new Uri("http://a/1"), Answer("1"));
        tags.Keep(new Uri("http://a/1"), Answer("2"));

        Assert.Equal("2", tags.Find(new Uri("http://a/1"))?.Tag);
    }

    private static EntityTags.Known Answer(string tag) => new(tag, Array.Empty<string>(), null);
}
