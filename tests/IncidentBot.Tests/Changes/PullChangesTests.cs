using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

public sealed class PullChangesTests
{
    private static readonly DateTimeOffset Start = SampleRecord.At("16:02:00");

    [Fact]
    public async Task The_first_pull_posts_the_list_and_the_next_updates_it()
    {
        var source = new Source { Answer = new ChangeAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);

        var first = Assert.Single((await PullAsync(bot)).Outgoing);
        var second = Assert.Single((await PullAsync(bot)).Outgoing);

        Assert.Equal(IncidentKeys.Deploys(StoredIncident.Id), first.Key);
        Assert.Contains("2 deploys", Assert.IsType<PostCard>(first.Action).Card.Text, StringComparison.Ordinal);
        Assert.Equal((first.Key, first.Key), (second.Lane, second.Replaces));
        Assert.Equal(first.Key, Assert.IsType<UpdateCard>(second.Action).Message.PostedBy);
    }

    [Fact]
    public async Task The_services_of_the_incident_are_asked_about_from_a_day_before_impact_start()
    {
        var source = new Source();
        await using var bot = await CreateAsync(source);

        await PullAsync(bot);

        Assert.Equal(["checkout", "session_cache"], source.Services);
        Assert.Equal(Start.AddHours(-24), source.From);
    }

    [Fact]
    public async Task What_was_found_is_kept_once()
    {
        var source = new Source { Answer = new ChangeAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);

        await PullAsync(bot);

        var record = await bot.Get<ChangeStore>().FindAsync(await bot.LoadAsync(), default);
        Assert.Equal(SampleRecord.Found, record.Before);
        Assert.Equal(2, record.LastPull!.Number);
    }

    [Fact]
    public async Task What_goes_live_after_waiting_keeps_its_row_and_all_that_is_known_of_it()
    {
        var waiting = SampleRecord.Found[0] with { State = ChangeState.Waiting };
        var live = waiting with
        {
            State = ChangeState.Success,
            Kind = ChangeKind.Config,
            Origin = ChangeOrigin.Posted,
            At = waiting.At.AddSeconds(30),
            Details = new ChangeDetails
            {
                Repository = "shop/checkout",
                Commit = "abc",
                Former = "v1",
                RollbackOf = "v2",
                IsPrerelease = true,
                IsTransient = true,
                IsProduction = false,
                Files = ["src/a.cs"],
                Diff = "+cache.maxmemory=1",
                Commits = [new ChangeCommit("Lower the limit", new Uri("https://github.example/c/1"), "maya")],
                CompareUrl = new Uri("https://github.example/compare/v1...v2"),
            },
        };
        var source = new Source { Answer = new ChangeAnswer([waiting], []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);
        var first = await bot.Get<ChangeStore>().FindAsync(await bot.LoadAsync(), default);

        source.Answer = new ChangeAnswer([live], []);
        var shown = Assert.IsType<UpdateCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card;

        Assert.StartsWith("INC-7: 1 deploy in the last 24 h", shown.Text, StringComparison.Ordinal);
        Assert.Equal(waiting, Assert.Single(first.NotLive));
        var record = await bot.Get<ChangeStore>().FindAsync(await bot.LoadAsync(), default);
        Assert.Empty(record.NotLive);
        Assert.Equivalent(live, Assert.Single(record.Before), strict: true);
    }

    [Fact]
    public async Task A_source_in_trouble_does_not_make_known_deploys_unknown()
    {
        var source = new Source { Answer = new ChangeAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);
        source.Answer = new ChangeAnswer([], ["GitHub was away."]);

        var card = Assert.IsType<UpdateCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card;

        Assert.Contains("2 deploys", card.Text, StringComparison.Ordinal);
        Assert.Contains("GitHub was away.", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partial_answer_is_shown_and_the_rest_asked_for_in_a_turn_of_its_own()
    {
        var source = new Source { Answer = new ChangeAnswer([SampleRecord.Found[0]], []) { IsPartial = true } };
        await using var bot = await CreateAsync(source);

        var first = await PullAsync(bot);
        var budget = source.Budget;
        source.Answer = new ChangeAnswer(SampleRecord.Found, []);
        var rest = await bot.DoAsync(work => bot.Get<PullChanges>().HandleRestAsync(StoredIncident.Id, work, default));

        var said = Assert.IsType<PostCard>(Assert.Single(first.Outgoing).Action).Card.Text;
        Assert.Contains("1 deploy in", said, StringComparison.Ordinal);
        Assert.Contains("Not everything was answered within seconds; the list will update.", said, StringComparison.Ordinal);
        Assert.Equal(("own/pull-deploys-rest", "INC-7/deploys"), (Assert.Single(first.FollowUps).Kind, first.FollowUps[0].Conversation));
        Assert.InRange(budget, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        Assert.True(source.Budget > budget);
        Assert.Empty(rest.FollowUps);
        Assert.DoesNotContain("the list will update", Assert.IsType<UpdateCard>(Assert.Single(rest.Outgoing).Action).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_still_partial_at_the_end_is_not_asked_for_for_ever()
    {
        var source = new Source { Answer = new ChangeAnswer([], ["GitHub was slow."]) { IsPartial = true } };
        await using var bot = await CreateAsync(source);

        Assert.Empty((await bot.DoAsync(work => bot.Get<PullChanges>().HandleRestAsync(StoredIncident.Id, work, default))).FollowUps);
    }

    [Fact]
    public async Task What_has_gone_on_is_shown_as_it_is_now()
    {
        var source = new Source { Answer = new ChangeAnswer([SampleRecord.Found[0] with { State = ChangeState.InProgress }], []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);
        source.Answer = new ChangeAnswer([SampleRecord.Found[0]], []);

        Assert.Contains("1 deploy in", Assert.IsType<UpdateCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_comparison_tells_later_is_added_and_never_lost_again()
    {
        var first = SampleRecord.Found[0] with { Service = "shop/all", Details = new ChangeDetails { Repository = "shop/all", Commit = "abc" } };
        var compared = first with { Service = "checkout", Details = first.Details with { Former = "v1", Files = ["src/a.cs"], Diff = "+1", Commits = [new ChangeCommit("Lower it", null, null)] } };
        var source = new Source { Answer = new ChangeAnswer([first], []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);
        source.Answer = new ChangeAnswer([compared], []);
        await PullAsync(bot);
        source.Answer = new ChangeAnswer([first with { State = ChangeState.Inactive }], []);
        await PullAsync(bot);

        var kept = Assert.Single((await bot.Get<ChangeStore>().FindAsync(await bot.LoadAsync(), default)).Before);

        Assert.Equal(("checkout", ChangeState.Inactive, "v1", "+1"), (kept.Service, kept.State, kept.Details.Former, kept.Details.Diff));
        Assert.Equal(("src/a.cs", "Lower it"), (Assert.Single(kept.Details.Files), Assert.Single(kept.Details.Commits).Title));
    }

    [Fact]
    public async Task A_corrected_impact_start_moves_the_list()
    {
        var source = new Source { Answer = new ChangeAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);
        await bot.SaveAsync(new MilestoneSet(SampleRecord.Ada, StoredIncident.Now, Milestone.ImpactStart, SampleRecord.At("12:00:00"), null));

        var card = Assert.IsType<UpdateCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card;

        Assert.Equal(SampleRecord.At("12:00:00").AddHours(-24), source.From);
        Assert.StartsWith("INC-7: 1 deploy in the last 24 h before impact start: session_cache 2026.3, 2 h 30 min before. 1 went live after", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_catalogue_nobody_is_asked_and_the_setting_is_named()
    {
        var source = new Source();
        await using var bot = await StoredIncident.CreateAsync(source, new CatalogueOptions());

        var card = Assert.IsType<PostCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card;

        Assert.Null(source.Services);
        Assert.Contains("Catalogue:Services:NAME:Repositories", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asked_by_a_button_reads_the_list_and_nothing_beside_it()
    {
        await using var bot = await CreateAsync(new Source());

        var work = await bot.DoAsync(one => bot.Get<PullChanges>().HandleAsync(StoredIncident.Id, one, default), StoredIncident.By);

        Assert.StartsWith("INC-7: No deploy in the last 24 h before impact start.", Assert.IsType<PostCard>(Assert.Single(work.Outgoing).Action).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Showing_answers_with_what_is_known_and_asks_again_later()
    {
        var source = new Source { Answer = new ChangeAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);

        var work = await ShowAsync(bot);

        Assert.StartsWith("INC-7: 2 deploys in the last 24 h", Assert.IsType<Answer>(Assert.Single(work.Outgoing).Action).Card.Text, StringComparison.Ordinal);
        var next = Assert.Single(work.FollowUps);
        Assert.Equal(("own/pull-deploys", 7, "INC-7/deploys"), (next.Kind, PullChanges.Kind.Read(next.Body).Incident, next.Conversation));
        Assert.Empty(work.Batch.Writes);
    }

    [Fact]
    public async Task Showing_before_the_first_answer_says_so()
    {
        await using var bot = await CreateAsync(new Source());

        var answer = Assert.IsType<Answer>(Assert.Single((await ShowAsync(bot)).Outgoing).Action);

        Assert.StartsWith("INC-7: deploys haven't been looked up yet.", answer.Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Showing_without_a_catalogue_promises_nothing()
    {
        await using var bot = await StoredIncident.CreateAsync(new Source());

        var work = await ShowAsync(bot);

        Assert.Empty(work.FollowUps);
        var said = Assert.IsType<Answer>(Assert.Single(work.Outgoing).Action).Card.Text;
        Assert.Contains("Catalogue:Services:NAME:Repositories", said, StringComparison.Ordinal);
        Assert.DoesNotContain("asking", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_catalogue_what_the_bot_was_told_counts()
    {
        var source = new Source();
        await using var bot = await StoredIncident.CreateAsync(source, new CatalogueOptions());
        await TellAsync(bot, SampleRecord.Found[0]);

        var card = Assert.IsType<PostCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card;

        Assert.Null(source.Services);
        Assert.StartsWith("INC-7: 1 deploy in the last 24 h", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Catalogue:", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_sources_are_asked_and_the_same_change_counts_once_with_what_was_said_last()
    {
        var source = new Source { Answer = new ChangeAnswer([SampleRecord.Found[0] with { State = ChangeState.Waiting }], ["GitHub was away."]) };
        await using var bot = await CreateAsync(source);
        await TellAsync(bot, SampleRecord.Found[0]);
        await TellAsync(bot, SampleRecord.Found[1] with { Key = "posted:1" });

        var card = Assert.IsType<PostCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card;

        var record = await bot.Get<ChangeStore>().FindAsync(await bot.LoadAsync(), default);
        Assert.Equal([SampleRecord.Found[0].Key, "posted:1"], record.Before.Select(change => change.Key));
        Assert.Empty(record.NotLive);
        Assert.Contains("GitHub was away.", card.Text, StringComparison.Ordinal);
    }

    private static async Task TellAsync(StoredIncident bot, ServiceChange change)
    {
        var batch = new Batch();
        SeenChangeStore.Add(batch, change, StoredIncident.Now);
        Assert.Equal(CommitResult.Committed, await bot.Get<Database>().CommitAsync(batch, default));
    }

    private static Task<StoredIncident> CreateAsync(Source source)
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"] };
        return StoredIncident.CreateAsync(source, catalogue);
    }

    private static Task<Work> PullAsync(StoredIncident bot) =>
        bot.DoAsync(work => bot.Get<PullChanges>().HandleAsync(StoredIncident.Id, work, default));

    private static Task<Work> ShowAsync(StoredIncident bot) =>
        bot.DoAsync(work => bot.Get<ShowChanges>().HandleAsync(StoredIncident.Id, StoredIncident.By, work, default), StoredIncident.By);

    [Fact]
    public void What_the_affected_services_stand_on_is_asked_about_too_the_nearest_first_and_not_too_much_of_it()
    {
        var catalogue = new CatalogueOptions();
        void Add(string name, params string[] dependencies) => catalogue.Services[name] = new CatalogueService { Dependencies = [.. dependencies] };
        Add("checkout", "cache", "db");
        Add("cache", "network", "checkout");
        Add("network", "power");
        Add("many", [.. Enumerable.Range(0, 25).Select(n => $"d{n}")]);

        Assert.Equal(["checkout", "cache", "db", "network"], AskedServices.Of(["checkout"], catalogue).Names);
        Assert.Empty(AskedServices.Of([], catalogue).Names);
        var asked = AskedServices.Of(["many"], catalogue);
        Assert.Equal((1 + AskedServices.MostDependencies, 5), (asked.Names.Count, asked.LeftOut));
    }

    [Fact]
    public async Task That_a_service_has_no_repository_is_no_news_where_the_bot_is_told_of_its_changes()
    {
        const string Problem = "The catalogue names no repository of checkout.";
        var source = new Source
        {
            Answer = new ChangeAnswer([], [Problem, "Another."]) { NotAsked = new Dictionary<string, string> { ["checkout"] = Problem } },
        };
        await using var bot = await CreateAsync(source);
        Assert.Contains(Problem, await TextAsync(bot), StringComparison.Ordinal);

        var batch = new Batch();
        SeenChangeStore.Add(batch, SampleRecord.Found[0] with { Key = "told", At = StoredIncident.Now.AddDays(-40), Service = "Checkout" }, StoredIncident.Now);
        await bot.Get<Database>().CommitAsync(batch, default);

        var text = await TextAsync(bot);
        Assert.DoesNotContain(Problem, text, StringComparison.Ordinal);
        Assert.Contains("Another.", text, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(StoredIncident bot) => Assert.Single((await PullAsync(bot)).Outgoing).Action switch
    {
        PostCard post => post.Card.Text,
        UpdateCard update => update.Card.Text,
        var other => throw new InvalidOperationException(other.ToString()),
    };

    private sealed class Source : IChangeSource
    {
        public ChangeAnswer Answer { get; set; } = new([], []);

        public IReadOnlyList<string>? Services { get; private set; }

        public DateTimeOffset From { get; private set; }

        public DateTimeOffset To { get; private set; }

        public TimeSpan Budget { get; private set; }

        public Task<ChangeAnswer> FindAsync(IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        {
            (Services, From, To) = (services, from, to);
            return Task.FromResult(Answer);
        }

        public Task<ChangeAnswer> FindAsync(IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, TimeSpan budget, CancellationToken cancellationToken)
        {
            Budget = budget;
            return FindAsync(services, from, to, cancellationToken);
        }
    }
}
