using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Tests.Postmortem;

namespace IncidentBot.Tests.Changes;

public sealed class PullDeploysTests
{
    private static readonly DateTimeOffset Start = SampleRecord.At("16:02:00");

    [Fact]
    public async Task The_first_pull_posts_the_list_and_the_next_updates_it()
    {
        var source = new Source { Answer = new DeployAnswer(SampleRecord.Found, []) };
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
        var source = new Source { Answer = new DeployAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);

        await PullAsync(bot);

        var record = await bot.Get<DeployStore>().FindAsync(await bot.LoadAsync(), default);
        Assert.Equal(SampleRecord.Found, record.Deploys);
        Assert.Equal(2, record.LastPull!.Number);
    }

    [Fact]
    public async Task A_source_in_trouble_does_not_make_known_deploys_unknown()
    {
        var source = new Source { Answer = new DeployAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);
        source.Answer = new DeployAnswer([], ["GitHub was away."]);

        var card = Assert.IsType<UpdateCard>(Assert.Single((await PullAsync(bot)).Outgoing).Action).Card;

        Assert.Contains("2 deploys", card.Text, StringComparison.Ordinal);
        Assert.Contains("GitHub was away.", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_impact_start_moves_the_list()
    {
        var source = new Source { Answer = new DeployAnswer(SampleRecord.Found, []) };
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

        var work = await bot.DoAsync(one => bot.Get<PullDeploys>().HandleAsync(StoredIncident.Id, one, default), StoredIncident.By);

        Assert.StartsWith("INC-7: No deploy in the last 24 h before impact start.", Assert.IsType<PostCard>(Assert.Single(work.Outgoing).Action).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Showing_answers_with_what_is_known_and_asks_again_later()
    {
        var source = new Source { Answer = new DeployAnswer(SampleRecord.Found, []) };
        await using var bot = await CreateAsync(source);
        await PullAsync(bot);

        var work = await ShowAsync(bot);

        Assert.StartsWith("INC-7: 2 deploys in the last 24 h", Assert.IsType<Answer>(Assert.Single(work.Outgoing).Action).Card.Text, StringComparison.Ordinal);
        var next = Assert.Single(work.FollowUps);
        Assert.Equal(("own/pull-deploys", 7, "INC-7/deploys"), (next.Kind, PullDeploys.Kind.Read(next.Body).Incident, next.Conversation));
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

    private static Task<StoredIncident> CreateAsync(Source source)
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"] };
        return StoredIncident.CreateAsync(source, catalogue);
    }

    private static Task<Work> PullAsync(StoredIncident bot) =>
        bot.DoAsync(work => bot.Get<PullDeploys>().HandleAsync(StoredIncident.Id, work, default));

    private static Task<Work> ShowAsync(StoredIncident bot) =>
        bot.DoAsync(work => bot.Get<ShowDeploys>().HandleAsync(StoredIncident.Id, StoredIncident.By, work, default), StoredIncident.By);

    private sealed class Source : IDeploySource
    {
        public DeployAnswer Answer { get; set; } = new([], []);

        public IReadOnlyList<string>? Services { get; private set; }

        public DateTimeOffset From { get; private set; }

        public DateTimeOffset To { get; private set; }

        public Task<DeployAnswer> FindAsync(IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
        {
            (Services, From, To) = (services, from, to);
            return Task.FromResult(Answer);
        }
    }
}
