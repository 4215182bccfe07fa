using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub.Reading;
using IncidentBot.GitHub.Setup;
using IncidentBot.GitHub.Webhooks;
using IncidentBot.Receiving;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>The parts of which webhooks are taken in, each by itself.</summary>
public sealed class WebhookPartsTests
{
    [Theory]
    [InlineData("Merge pull request #12 from acme/limit", 12, true)]
    [InlineData("Lower the limit (#12)", 12, false)]
    public void A_commit_that_merges_a_pull_request_names_it(string line, long number, bool isMerge) =>
        Assert.Equal((number, isMerge), (MentionedPull.In(line)!.Number, MentionedPull.In(line)!.IsMerge));

    [Theory]
    [InlineData("Lower the limit")]
    [InlineData("Lower the limit #12")]
    [InlineData("(#12) lower the limit")]
    [InlineData("Revert to (#x)")]
    [InlineData("")]
    public void Any_other_commit_names_none(string line) => Assert.Null(MentionedPull.In(line));

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{\"release\":{\"action\":\"deleted\"},\"action\":\"published\"}", "published")]
    [InlineData("{\"action\":[\"published\"]}", null)]
    public void Only_the_events_own_action_counts(string json, string? expected) =>
        Assert.Equal(expected, WebhookBody.ActionOf(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{\"action\":")]
    public void What_is_no_object_has_no_action(string json) =>
        Assert.ThrowsAny<JsonException>(() => WebhookBody.ActionOf(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_deployment_keeps_each_status_once_and_a_bounded_number()
    {
        var told = new ToldDeployment(new DeploymentRow { Id = 1 }, []);
        for (var n = 1; n <= ToldDeployment.MostStatuses; n++)
            told = told.With(new DeploymentNews("a/b", told.Deployment, new StatusRow { Id = n }))!;

        Assert.Equal(ToldDeployment.MostStatuses, told.Statuses.Count);
        Assert.Null(told.With(new DeploymentNews("a/b", told.Deployment, new StatusRow { Id = 5 })));
        Assert.Null(told.With(new DeploymentNews("a/b", told.Deployment, new StatusRow { Id = 5000 })));
        Assert.Equal(told.Statuses.Select(status => status.Id), ToldDeployment.Of(told.ToText()).Statuses.Select(status => status.Id));
    }

    [Fact]
    public void What_only_the_deployment_itself_tells_is_kept_though_its_status_came_first()
    {
        var told = new ToldDeployment(new DeploymentRow { Id = 1 }, [new StatusRow { Id = 2 }]);

        var more = told.With(new DeploymentNews("a/b", new DeploymentRow { Id = 1, ProductionEnvironment = true }, null));

        Assert.True(more!.Deployment.ProductionEnvironment);
        Assert.Single(more.Statuses);
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_in_time_is_given_up()
    {
        var bodies = new RawBodies(new UnverifiedBytes(1 << 20), WebhookGate.Limit, TimeSpan.FromMilliseconds(50));
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[10]);

        Assert.Equal(RawBodyState.Late, (await bodies.ReadAsync(pipe.Reader, announced: null, default)).State);
    }

    [Fact]
    public async Task Of_two_large_bodies_the_one_that_stands_still_gives_way()
    {
        const int Part = 20 << 20;
        var bodies = new RawBodies(new UnverifiedBytes(32 << 20), WebhookGate.Limit, TimeSpan.FromMinutes(1));
        var (still, quick) = (new Pipe(new PipeOptions(pauseWriterThreshold: 0)), new Pipe(new PipeOptions(pauseWriterThreshold: 0)));
        var first = bodies.ReadAsync(still.Reader, announced: null, default).AsTask();
        await still.Writer.WriteAsync(new byte[Part]);
        var second = bodies.ReadAsync(quick.Reader, announced: null, default).AsTask();
        await quick.Writer.WriteAsync(new byte[Part]);
        await quick.Writer.CompleteAsync();

        Assert.Equal((RawBodyState.Read, Part), ((await second).State, (await second).Bytes.Length));
        await still.Writer.CompleteAsync();
        Assert.Contains((await first).State, new[] { RawBodyState.Crowded, RawBodyState.Read });
    }

    [Theory]
    [InlineData("0123456789abcdef", 5, "GitHub's webhooks are taken at /github/webhooks.")]
    [InlineData(null, 5, "GitHub's webhooks aren't taken; during an incident deploys are asked for every 5 min.")]
    [InlineData(null, 0, "GitHub's webhooks aren't taken, and Changes:PollMinutes is 0: during an incident nobody is told of deploys.")]
    public void The_doctor_says_how_the_bot_hears_of_deploys(string? secret, int minutes, string expected)
    {
        var (options, changes) = (new GitHubOptions { WebhookSecret = secret }, new ChangesOptions { PollMinutes = minutes });

        Assert.Equal(expected, Assert.Single(WebhookChecks.Run(options, GitHubStub.Catalogue(("checkout", ["shop/checkout"], [])), changes)).Sentence);
        Assert.Empty(WebhookChecks.Run(options, new CatalogueOptions(), changes));
    }

    [Fact]
    public void A_short_secret_stops_the_start_and_is_not_repeated()
    {
        var problem = Assert.Single(GitHubSettingRules.Problems(new GitHubOptions { WebhookSecret = "hunter2" }, new CatalogueOptions(), new ChangesOptions()));

        Assert.Contains("GitHub:WebhookSecret is shorter than 16 characters", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
        Assert.Empty(GitHubSettingRules.Problems(new GitHubOptions { WebhookSecret = " " }, new CatalogueOptions(), new ChangesOptions()));
    }
}
