using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Process;

namespace IncidentBot.Host.Tests.Suspects;

/// <summary><c>suspects FILE</c>, as it is typed.</summary>
public sealed class SuspectsCommandTests : IDisposable
{
    private const string Checkout = """
        {"title":"Order errors above 5 %","severity":"SEV2","services":["checkout"],"unheard":{"of":1},
         "catalogue":{"checkout":{"repositories":["acme/checkout"],"environments":["production"],"dependencies":["cache"]},"cache":{}},
         "metrics":{"impact_start":"2026-03-10T16:02:00Z","detected":"2026-03-10T16:05:00Z","declared":"2026-03-10T16:06:00Z"},
         "timeline":[{"at":"2026-03-10T16:05:00Z","kind":"observation","note":"Refused connections to the basket cache."},
          {"at":"2026-03-10T16:06:00Z","kind":"declare","note":"Calling it."},
          {"at":"2026-03-10T16:12:00Z","kind":"finding","note":"web-9 serves the broken widgets"}],
         "alerts":["CheckoutErrors firing"],
         "logs":["2026-03-10T16:05:10Z basket cache refused","2026-03-10T16:40:00Z widgets widgets"],
         "deploys":[{"at":"2026-03-10T13:05:00Z","service":"web","environment":"production","ref":"web-9","description":"Broken widgets"},
          {"at":"2026-03-10T16:00:00Z","service":"checkout","environment":"production","ref":"v2.3.1","description":"Keep whole baskets in the cache",
           "files":["src/basket.cs"],"kind":"deploy","rollback_of":null,"state":"success","diff":"+cache.Put(basket)"},
          {"at":"2026-03-10T16:01:00Z","service":"checkout","environment":"staging","ref":"v2.4.0","description":"Basket cache statistics"},
          {"at":"2026-03-10T16:20:00Z","service":"checkout","environment":"production","ref":"v2.3.0","rollback_of":"v2.3.1"}]}
        """;

    private readonly TestTerminal terminal = new();
    private int written;

    public void Dispose() => terminal.Dispose();

    [Fact]
    public async Task Json_lists_what_was_known_at_the_declaration_best_first_with_parts_that_add_up()
    {
        var ranking = await RankAsync(Checkout);

        var suspects = ranking["suspects"]!.AsArray();
        Assert.Equal([1, 0, 2], suspects.Select(s => (int)s!["index"]!).OrderBy(i => i == 1 ? 0 : 1).ThenBy(i => i));
        Assert.Equal(1, (int)suspects[0]!["index"]!);
        Assert.All(suspects.Append(ranking["noChange"]), one =>
        {
            Assert.InRange((int)one!["score"]!, 0, 100);
            Assert.Equal((int)one["score"]!, one["parts"]!.AsArray().Sum(part => (int)part!["points"]!));
            Assert.All(one["parts"]!.AsArray(), part => Assert.NotEqual("", (string)part!["words"]!));
        });
        Assert.DoesNotContain("widget", ranking.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task At_the_end_everything_counts()
    {
        var ranking = await RankAsync(Checkout, "--at", "end");

        Assert.Equal([0, 1, 2, 3], ranking["suspects"]!.AsArray().Select(s => (int)s!["index"]!).Order());
        Assert.Contains(ranking["suspects"]![0]!["parts"]!.AsArray(), part => (string)part!["name"]! == "rolled-back");
        Assert.Contains("widget", ranking.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Text_says_why_and_what_would_lower_it()
    {
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("suspects", Write(Checkout)));

        Assert.Contains("checkout v2.3.1 to production: Keep whole baskets in the cache (deploys[1])", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("went live 2 min before the impact", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("lower if the impact began before 2026-03-10 16:00:00 UTC", terminal.Out, StringComparison.Ordinal);
        Assert.Contains("no change of ours", terminal.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not JSON: see line 1")]
    [InlineData("[]", "isn't a JSON object with a title and deploys")]
    [InlineData("{}", "title is missing")]
    [InlineData("""{"title":"T"}""", "deploys is missing")]
    [InlineData("""{"title":7,"deploys":[]}""", "title isn't a text")]
    [InlineData("""{"title":"T","deploys":{}}""", "deploys isn't a list")]
    [InlineData("""{"title":"T","deploys":[]}""", "metrics.declared is missing")]
    [InlineData("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[7]}""", "deploys[0] isn't an object")]
    [InlineData("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[{"ref":"a"}]}""", "deploys[0].at is missing")]
    [InlineData("""{"title":"T","metrics":{"declared":"yesterday"},"deploys":[]}""", "metrics.declared isn't a time")]
    [InlineData("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[{"at":"2026-03-10T16:00:00Z","state":"flying"}]}""", "deploys[0].state is \"flying\", but must be success, inactive, failure, in_progress or waiting")]
    [InlineData("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[{"at":"2026-03-10T16:00:00Z","files":[1]}]}""", "deploys[0].files[0] isn't a text")]
    [InlineData("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[],"logs":[1]}""", "logs[0] isn't a text")]
    [InlineData("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[],"alerts":"x"}""", "alerts isn't a list")]
    [InlineData("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[],"catalogue":{"a":7}}""", "catalogue.a isn't an object")]
    [InlineData("""{"title":"T","timeline":[{"at":"2026-03-10T16:06:00Z"}],"deploys":[]}""", "timeline[0].note is missing")]
    public async Task A_malformed_file_ends_with_2_and_a_sentence(string json, string said)
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("suspects", Write(json), "--format", "json"));
        Assert.Contains(said, terminal.Error, StringComparison.Ordinal);
        Assert.Empty(terminal.Out);
    }

    [Theory]
    [InlineData("suspects")]
    [InlineData("suspects", "missing.json")]
    [InlineData("suspects", ".")]
    [InlineData("suspects", "missing.json", "--at", "noon")]
    [InlineData("suspects", "missing.json", "--format", "xml")]
    public async Task Wrong_words_end_with_2(params string[] words)
    {
        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync(words));
        Assert.NotEmpty(terminal.Error);
    }

    [Fact]
    public async Task An_incident_without_changes_has_no_suspect_but_none()
    {
        var ranking = await RankAsync("""{"title":"T","metrics":{"declared":"2026-03-10T16:06:00Z"},"deploys":[]}""");

        Assert.Empty(ranking["suspects"]!.AsArray());
        Assert.InRange((int)ranking["noChange"]!["score"]!, 1, 100);
    }

    [Fact]
    public async Task The_weights_are_those_of_the_settings()
    {
        await File.WriteAllTextAsync(terminal.File("appsettings.json"), """{"Suspicion":{"AffectedService":0}}""");

        var ranking = await RankAsync(Checkout);

        Assert.Equal(0, (int)ranking["suspects"]![0]!["parts"]!.AsArray().Single(part => (string)part!["name"]! == "service")!["points"]!);
    }

    [Fact]
    public async Task A_wrong_weight_is_named()
    {
        await File.WriteAllTextAsync(terminal.File("appsettings.json"), """{"Suspicion":{"Words":101,"FreezeWindows":["christmas"]}}""");

        Assert.Equal(ExitCodes.WrongInput, await terminal.RunAsync("suspects", Write(Checkout)));
        Assert.Contains("Suspicion:Words is 101, but must be from 0 to 100.", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("Suspicion:FreezeWindows has \"christmas\"", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_plays_such_a_file()
    {
        var path = Write(Checkout);

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("demo", "--scenario", path, "--out", terminal.File("out")));
        Assert.Contains("v2.3.1", await File.ReadAllTextAsync(terminal.File("out/transcript.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deploy_that_waits_or_failed_is_no_success_in_the_demo()
    {
        var scenario = ScenarioReader.Read(System.Text.Encoding.UTF8.GetBytes("""
            {"title":"T","services":["cart"],"metrics":{"declared":"2026-03-10T16:06:00Z"},"timeline":[],
             "deploys":[{"at":"2026-03-10T16:00:00Z","state":"waiting"},{"at":"2026-03-10T16:01:00Z","state":"inactive","service":"web","ref":"a"},
              {"at":"2026-03-10T16:02:00Z","state":"error"}]}
            """), "The scenario");

        Assert.Equal(
            [("cart", "unnamed", "waiting"), ("web", "a", "inactive"), ("cart", "unnamed", "failure")],
            scenario.Deploys.Select(d => (d.Service, d.Ref, d.State)));
        Assert.Equal("T", Assert.Single(scenario.Entries).Note);
    }

    private async Task<JsonNode> RankAsync(string json, params string[] words)
    {
        Assert.Equal(ExitCodes.Done, await terminal.RunAsync(["suspects", Write(json), "--format", "json", .. words]));
        return JsonNode.Parse(terminal.Out)!;
    }

    private string Write(string json)
    {
        var path = terminal.File(string.Create(CultureInfo.InvariantCulture, $"case-{++written}.json"));
        File.WriteAllText(path, json);
        return path;
    }
}
