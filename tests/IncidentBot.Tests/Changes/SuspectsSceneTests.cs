using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Changes;

/// <summary>Incidents as people see them: which change did it, what moves that, and what they decide.</summary>
public sealed class SuspectsSceneTests
{
    private static readonly IncidentId Id = new(1);

    [Fact]
    public async Task A_finding_raises_a_change_and_the_message_says_so_in_place()
    {
        await using var scene = await SetAsync();
        await scene.PassAsync(TimeSpan.FromMinutes(2));
        File.AppendAllText("/tmp/ranking-card.txt", Read(scene) + "\n=====\n");
        await scene.TypeAsync("note evictions: cache.maxmemory is far too low on every node --kind finding");
        await scene.PassAsync(TimeSpan.FromMinutes(1));
        File.AppendAllText("/tmp/ranking-card.txt", Read(scene) + "\n=====\n");
    }

    private static string Read(Scene scene) => string.Join('\n', scene.Chat.Shown(IncidentKeys.Deploys(Id)).Parts.Select(part => part switch
    {
        Heading heading => "# " + heading.Text,
        Paragraph paragraph => paragraph.Text.ToPlainText() + (paragraph.Menu is { } menu ? " [" + string.Join('|', menu.Items.Select(item => item.Label)) + "]" : ""),
        SmallPrint small => "~ " + small.Text.ToPlainText(),
        _ => part.ToString(),
    }));

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"], Environments = ["production"], Dependencies = ["cache"] };
        catalogue.Services["cache"] = new CatalogueService { Repositories = ["shop/cache"], Environments = ["production"] };
        catalogue.Services["search"] = new CatalogueService { Repositories = ["shop/search"] };
        return catalogue;
    }

    private static async Task<Scene> SetAsync(string start = "start Checkout returns 500s --sev 2 --service checkout")
    {
        var scene = await Scene.SetAsync(new IncidentOptions { Services = ["checkout", "cache"] }, catalogue: Catalogue());
        var now = scene.Time.GetUtcNow();
        scene.Source.Answer = new ChangeAnswer(
            [
                new("c2", now.AddMinutes(-9), "cache", "production", "v7.1", "tune eviction", new Uri("https://ci.example/2"), "mia")
                {
                    Details = new ChangeDetails { Former = "v7.0", Diff = "-cache.maxmemory: 4gb\n+cache.maxmemory: 4mb", CompareUrl = new Uri("https://ci.example/c/2") },
                },
                new("c1", now.AddMinutes(-6), "checkout", "production", "v2.3.1", "Show the new banner", new Uri("https://ci.example/1"), "sam"),
                new("c3", now.AddHours(-3), "search", "production", "v12", "index tuning", null),
                new("c4", now.AddHours(-5), "checkout", "production", "v2.3.0", "retry payments twice", null),
                new("c5", now.AddMinutes(-3), "checkout", "production", "v2.4", "the next one", null) { State = IncidentBot.Changes.Suspicion.ChangeState.Waiting },
            ],
            []);
        await scene.TypeAsync(start, Scene.Lobby);
        return scene;
    }
}
