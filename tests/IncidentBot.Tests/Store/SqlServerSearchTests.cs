using IncidentBot.Store;
using Microsoft.Extensions.Time.Testing;

namespace IncidentBot.Tests.Store;

/// <summary>One search for everybody, until the server answers.</summary>
public sealed class SqlServerSearchTests : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);

    private readonly FakeTimeProvider clock = new();
    private readonly List<TaskCompletionSource<bool>> looks = [];
    private readonly SqlServerSearch search;
    private int returns;

    public SqlServerSearchTests() => search = new SqlServerSearch(LookAsync, () => returns++, Between, clock);

    public void Dispose() => search.Dispose();

    [Fact]
    public void Nobody_looks_for_a_server_that_nobody_missed()
    {
        Assert.True(search.Found.IsCompletedSuccessfully);
        Assert.Equal(0, Looks);
    }

    [Fact]
    public async Task However_many_miss_it_one_search_is_made()
    {
        for (var n = 0; n < 100; n++) search.Begin();

        await Until(() => Looks == 1);
        Assert.False(search.Found.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_answers_at_once_was_not_away()
    {
        search.Begin();
        var found = search.Found;
        await AnswerAsync(0, true);

        await found;
        Assert.Equal(0, returns);
    }

    [Fact]
    public async Task A_server_that_answers_after_it_did_not_has_returned()
    {
        search.Begin();
        var found = search.Found;
        await AnswerAsync(0, false);
        await NextLookAsync(1);
        await AnswerAsync(1, true);

        await found;
        Assert.Equal(1, returns);
    }

    [Fact]
    public async Task A_look_that_waits_in_vain_holds_nobody_up()
    {
        search.Begin();
        var found = search.Found;
        await Until(() => Looks == 1);
        await NextLookAsync(1);
        await AnswerAsync(1, true);

        await found;
    }

    [Fact]
    public async Task No_more_than_four_looks_wait_at_once()
    {
        search.Begin();
        for (var look = 1; look < SqlServerSearch.MostAtOnce; look++) await NextLookAsync(look);
        for (var more = 0; more < 10; more++) clock.Advance(Between);
        await AnswerAsync(0, false);

        await NextLookAsync(SqlServerSearch.MostAtOnce);
        Assert.Equal(SqlServerSearch.MostAtOnce + 1, Looks);
    }

    [Fact]
    public async Task A_server_that_goes_away_again_is_looked_for_again()
    {
        search.Begin();
        await AnswerAsync(0, true);
        await search.Found;
        search.Begin();

        await AnswerAsync(1, true);
        await search.Found;
    }

    [Fact]
    public async Task Whoever_waits_is_let_on_when_the_store_is_closed()
    {
        search.Begin();
        await Until(() => Looks == 1);
        search.Dispose();

        await search.Found;
        search.Begin();
        Assert.True(search.Found.IsCompleted);
    }

    private int Looks
    {
        get
        {
            lock (looks) return looks.Count;
        }
    }

    private Task<bool> LookAsync()
    {
        lock (looks)
        {
            looks.Add(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            return looks[^1].Task;
        }
    }

    private async Task AnswerAsync(int look, bool there)
    {
        await Until(() => Looks > look);
        lock (looks) looks[look].SetResult(there);
    }

    // The search may not have begun to wait yet.
    private Task NextLookAsync(int look) =>
        Until(() =>
        {
            if (Looks <= look) clock.Advance(Between);
            return Looks > look;
        });

    private static async Task Until(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!holds()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
    }
}
