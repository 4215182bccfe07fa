using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Tests.Changes.Suspicion;

public sealed class TextTokensTests
{
    [Theory]
    [InlineData("retries", "retry")]
    [InlineData("caching", "cached")]
    [InlineData("caches", "cache")]
    [InlineData("limits", "limited")]
    [InlineData("dropping", "dropped")]
    [InlineData("indexes", "index")]
    [InlineData("crashes", "crashed")]
    [InlineData("truncation", "truncate")]
    [InlineData("migrations", "migrate")]
    public void Forms_of_a_word_have_one_stem(string one, string other) => Assert.Equal(TextTokens.Stem(one), TextTokens.Stem(other));

    [Theory]
    [InlineData("status", "stat")]
    [InlineData("pass", "pas")]
    [InlineData("need", "ne")]
    public void Other_words_keep_apart(string one, string other) => Assert.NotEqual(TextTokens.Stem(one), TextTokens.Stem(other));

    [Theory]
    [InlineData("cache.maxmemory", "cache.maxmemory cache* maxmemory*")]
    [InlineData("HTTPServer", "httpserver http* server*")]
    [InlineData("max_connections=300", "max_connections max* connection* 300*")]
    [InlineData("src/HomeBannerParser.cs", "src/homebannerparser.cs src* homebannerparser home* banner* parser* cs*")]
    [InlineData("at 14:05, 7 of 9", "at* of*")]
    [InlineData("redis7", "redis7* redis*")]
    public void Identifiers_are_found_whole_and_by_their_parts(string text, string expected)
    {
        var found = new List<string>();
        TextTokens.Each(text, token => found.Add(token.IsIdentifier ? token.Key : TextTokens.Stem(token.Surface.ToLowerInvariant()) + "*"));

        Assert.Equal(expected.Split(' ').Select(one => one.EndsWith('*') ? TextTokens.Stem(one[..^1]) + "*" : one), found);
    }
}
