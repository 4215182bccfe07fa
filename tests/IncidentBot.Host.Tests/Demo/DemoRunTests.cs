using System.Text;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Suspects;
using IncidentBot.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Demo;

public sealed class DemoRunTests
{
    [Fact]
    public async Task A_demo_without_deploys_says_that_there_was_none()
    {
        var scenario = ScenarioReader.Read(
            Encoding.UTF8.GetBytes("""{"title":"T","services":["search"],"timeline":[{"at":"2026-03-01T16:00:00Z","note":"a"}]}"""), "x");

        var result = await DemoRun.PlayAsync(scenario, (_, _) => { }, CancellationToken.None);

        Assert.Contains("No deploy ", result.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("GitHub has no", result.Transcript + result.Postmortem, StringComparison.Ordinal);
        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task A_file_about_changes_has_the_same_first_suspect_in_the_chat_as_by_the_command()
    {
        // Only a diff names the culprit, and it is of a service that the affected one stands on.
        var utf8 = Encoding.UTF8.GetBytes("""
            {"title":"Order errors above 5 %","severity":"SEV2","services":["checkout"],
             "catalogue":{"checkout":{"repositories":["acme/checkout"],"environments":["live"],"dependencies":["cache"]},"cache":{"dependencies":[]},"web":{}},
             "metrics":{"impact_start":"2026-03-10T16:02:00Z","detected":"2026-03-10T16:05:00Z","declared":"2026-03-10T16:06:00Z"},
             "timeline":[{"at":"2026-03-10T16:06:00Z","kind":"declare","note":"Calling it."},
              {"at":"2026-03-10T16:12:00Z","kind":"finding","note":"pool.max_idle_sockets is exhausted on every node"},
              {"at":"2026-03-10T16:30:00Z","kind":"mitigate","note":"Connections recover"}],
             "alerts":["CheckoutErrors firing"],"logs":["2026-03-10T16:04:00Z checkout: no socket"],
             "deploys":[{"at":"2026-03-10T13:05:00Z","service":"web","environment":"live","ref":"web-9","description":"New banner","files":["docs/banner.md"]},
              {"at":"2026-03-10T15:40:00Z","service":"cache","environment":"live","ref":"c7","description":"Tidy up","files":["src/pool.cs"],
               "diff":"diff --git a/src/pool.cs b/src/pool.cs\n--- a/src/pool.cs\n+++ b/src/pool.cs\n@@ -1 +1 @@\n-pool.max_idle_sockets = 500\n+pool.max_idle_sockets = 5"},
              {"at":"2026-03-10T15:50:00Z","service":"checkout","environment":"live","ref":"v2","description":"Dependencies","files":["package.json"],"state":"failure"},
              {"at":"2026-03-10T16:00:00Z","service":"checkout","environment":"live","ref":"v3","description":"Wording","files":["src/words.cs"],"diff":"+text","state":"inactive"},
              {"at":"2026-03-10T16:01:00Z","service":"checkout","environment":"staging","ref":"v4","state":"waiting"},
              {"at":"2026-03-10T16:20:00Z","service":"checkout","environment":"live","ref":"v1","rollback_of":"v3"}]}
            """);
        var file = SuspectFileReader.Read(utf8, "x");
        var first = RankSuspects.Of(file.AtEnd(), file.Changes, new SuspicionOptions()).Suspects[0];

        var result = await DemoRun.PlayAsync(ScenarioReader.Read(utf8, "x"), (_, _) => { }, CancellationToken.None);

        var changes = result.Incident["changes"]!.AsArray();
        Assert.Equal("c7", file.Changes[first.Index].Ref);
        Assert.Equal("c7", (string?)changes[0]!["ref"]);
        Assert.Contains(changes[0]!["parts"]!.AsArray(), part => ((string)part!["words"]!).Contains("max_idle_sockets", StringComparison.Ordinal));
        var states = changes.ToDictionary(change => (string)change!["ref"]!, change => (string)change!["state"]!, StringComparer.Ordinal);
        Assert.Equal(("failure", "waiting"), (states["v2"], states["v4"]));
        Assert.Contains("CheckoutErrors firing", result.Postmortem, StringComparison.Ordinal);
        Assert.Contains("back to", result.Transcript, StringComparison.Ordinal);
        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task The_changes_of_a_file_keep_their_kinds_on_their_way_through_GitHub()
    {
        // Two changes of settings in a row beside a deploy: each takes the place of one of its own kind, and brings its own file alone.
        var utf8 = Encoding.UTF8.GetBytes("""
            {"title":"Order errors above 5 %","severity":"SEV2","services":["checkout"],
             "metrics":{"impact_start":"2026-03-10T16:02:00Z","declared":"2026-03-10T16:06:00Z"},
             "timeline":[{"at":"2026-03-10T16:06:00Z","kind":"declare","note":"Calling it."}],
             "deploys":[{"at":"2026-03-10T15:00:00Z","service":"checkout","ref":"c1","kind":"config","description":"More sockets","files":["config/pool.yaml"],"state":"inactive"},
              {"at":"2026-03-10T15:10:00Z","service":"checkout","ref":"v2","description":"Wording","files":["src/words.cs"]},
              {"at":"2026-03-10T15:20:00Z","service":"checkout","ref":"f1","kind":"feature_flag","description":"New cart for all","files":["flags.json"]},
              {"at":"2026-03-10T15:30:00Z","service":"checkout","ref":"c2","kind":"config","description":"Fewer sockets","files":["config/limits.yaml"]},
              {"at":"2026-03-10T15:40:00Z","service":"checkout","ref":"m7","kind":"schema","description":"Drop the column eta","files":["db/7.sql"]}]}
            """);

        IReadOnlyList<ServiceChange> found = [];

        var result = await DemoRun.PlayAsync(
            ScenarioReader.Read(utf8, "x"), (_, _) => { }, CancellationToken.None,
            async (stage, _) =>
            {
                var incident = (await stage.Bot.Services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), CancellationToken.None))[0];
                found = [.. (await stage.Bot.Services.GetRequiredService<ChangeStore>().FindAsync(incident, CancellationToken.None)).All];
            });

        var kinds = result.Incident["changes"]!.AsArray().Select(change => ((string)change!["ref"]!, (string)change["kind"]!));
        Assert.Equal([("c1", "config"), ("c2", "config"), ("f1", "flag"), ("m7", "migration"), ("v2", "deploy")], kinds.Order());
        Assert.Equal(
            ["m7 Success before db/7.sql", "c2 Success c1 config/limits.yaml", "f1 Success before flags.json", "v2 Success before src/words.cs", "c1 Inactive before config/pool.yaml"],
            found.Select(change => $"{change.Ref} {change.State} {change.Details.Former} {string.Join(' ', change.Details.Files)}"));
        Assert.Contains("checkout migration", result.Transcript, StringComparison.Ordinal);
        Assert.Empty(result.Differences);
    }
}
