using System.Net;
using IncidentBot.GitHub.Asking;
using Octokit;
using Octokit.Caching;
using Octokit.Internal;

namespace IncidentBot.Adapters.Tests.GitHub;

public sealed class AnswerCacheTests
{
    [Fact]
    public async Task What_was_not_used_for_longest_is_forgotten_first()
    {
        var cache = new AnswerCache(mostAnswers: 2, mostCharacters: 100);
        await cache.SetAsync(To("1"), Answer("a"));
        await cache.SetAsync(To("2"), Answer("b"));
        Assert.NotNull(await cache.GetAsync(To("1")));

        await cache.SetAsync(To("3"), Answer("c"));

        Assert.Null(await cache.GetAsync(To("2")));
        Assert.Equal("a", (await cache.GetAsync(To("1")))?.Body);
    }

    [Fact]
    public async Task A_newer_answer_takes_the_place_of_the_older()
    {
        var cache = new AnswerCache(mostAnswers: 2, mostCharacters: 100);
        await cache.SetAsync(To("1"), Answer("a"));
        await cache.SetAsync(To("1"), Answer("b"));

        Assert.Equal("b", (await cache.GetAsync(To("1")))?.Body);
    }

    [Fact]
    public async Task It_holds_only_so_many_characters_and_nothing_without_a_tag()
    {
        var cache = new AnswerCache(mostAnswers: 9, mostCharacters: 10);
        await cache.SetAsync(To("1"), Answer("12345"));
        await cache.SetAsync(To("2"), Answer("123456"));
        await cache.SetAsync(To("3"), Answer("12345678901"));
        await cache.SetAsync(To("4"), Answer("1", tag: null));

        Assert.Null(await cache.GetAsync(To("1")));
        Assert.Equal("123456", (await cache.GetAsync(To("2")))?.Body);
        Assert.Null(await cache.GetAsync(To("3")));
        Assert.Null(await cache.GetAsync(To("4")));
    }

    private static Request To(string address) => new() { Endpoint = new Uri(address, UriKind.Relative) };

    private static CachedResponse.V1 Answer(string body, string? tag = "\"x\"") => new(
        body, new Dictionary<string, string>(StringComparer.Ordinal),
        new ApiInfo(new Dictionary<string, Uri>(StringComparer.Ordinal), [], [], tag!, new RateLimit()), HttpStatusCode.OK, "application/json");
}
