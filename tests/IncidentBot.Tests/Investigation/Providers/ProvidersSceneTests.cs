using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Providers;
using IncidentBot.Postmortem;
using IncidentBot.Tests.Delivery.Audit;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Tests.Investigation.Providers;

/// <summary>Incidents as people see them while the pages of third parties say this and that.</summary>
public sealed class ProvidersSceneTests
{
    private static readonly IncidentId Id = new(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_turned_bad_is_one_line_that_is_edited_in_place()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayFine("stripe");
        await StartAsync(scene);
        Assert.Empty(Lines(scene));

        scene.Providers.SayBad("stripe", "Elevated errors", scene.Time.GetUtcNow() - Minute, update: "We are looking");
        await scene.PassAsync(3 * Minute);
        Assert.EndsWith(" UTC). Read it there.\n“We are looking”", Card(scene).Text, StringComparison.Ordinal);
        Assert.StartsWith("stripe's status page: partial outage of API (“Elevated errors”), since 2026-03-02 09:0", Card(scene).Text, StringComparison.Ordinal);

        scene.Providers.SayBad("stripe", "Elevated errors", scene.Time.GetUtcNow() - (3 * Minute), ProviderState.Major, update: "It is the database");
        await scene.PassAsync(3 * Minute);
        Assert.Contains("major outage of API", Card(scene).Text, StringComparison.Ordinal);

        scene.Providers.SayFine("stripe");
        await scene.PassAsync(3 * Minute);
        Assert.StartsWith("stripe's status page: no incident any more, as of ", Card(scene).Text, StringComparison.Ordinal);
        Assert.Single(Lines(scene));
        Assert.Equal(2, (await EntriesAsync(scene)).Count);
    }

    [Fact]
    public async Task A_component_that_recovers_after_its_incident_is_no_news()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayBad("stripe", "Errors");
        await StartAsync(scene);
        scene.Providers.SayFine("stripe");
        await scene.PassAsync(3 * Minute);
        // The incident is over; the component is said to be degraded for some minutes more.
        scene.Providers.Say("stripe", new ProviderPage(ProviderState.Degraded, [new ProviderComponent("API", ProviderState.Degraded)], []));
        await scene.PassAsync(3 * Minute);
        scene.Providers.SayFine("stripe");
        await scene.PassAsync(3 * Minute);

        Assert.Single(Lines(scene));
        Assert.Equal(2, (await EntriesAsync(scene)).Count);
        Assert.StartsWith("stripe's status page: no incident any more", Card(scene).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_all_is_well_is_said_in_the_message_about_the_changes_and_in_the_catch_up()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayFine("stripe");
        scene.Providers.SayFine("aws");
        await StartAsync(scene);

        Assert.Contains("Third parties: stripe, aws: all operational by their pages at 2026-03-02 09:0", Small(scene), StringComparison.Ordinal);
        Assert.Empty(Lines(scene));
        Assert.Empty(await EntriesAsync(scene));
        var edits = Edits(scene);
        await scene.PassAsync(20 * Minute);
        Assert.Equal(edits, Edits(scene));
        await scene.TypeAsync("catchup", Scene.Room);
        Assert.Contains("Third parties: stripe, aws: all operational by their pages at ", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_is_unknown()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayFine("stripe");
        await StartAsync(scene);
        Assert.Contains("aws unknown, its page can't be read, at 2026-03-02 09:0", Small(scene), StringComparison.Ordinal);
        Assert.Contains("stripe: operational by their pages", Small(scene), StringComparison.Ordinal);

        // Once may be chance.
        scene.Providers.Say("stripe", null);
        await scene.PassAsync(2 * Minute);
        Assert.Contains("stripe: operational", Small(scene), StringComparison.Ordinal);
        await scene.PassAsync(3 * Minute);
        Assert.Contains("stripe unknown, its page can't be read", Small(scene), StringComparison.Ordinal);
        Assert.Empty(Lines(scene));
    }

    [Fact]
    public async Task It_speaks_for_no_change_of_ours()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayBad("stripe", "Elevated errors", scene.Time.GetUtcNow() - Minute);
        scene.Source.Answer = new ChangeAnswer([new ServiceChange("c1", scene.Time.GetUtcNow().AddHours(-9), "checkout", "production", "v2", "Rename a button", null)], []);
        await StartAsync(scene);

        Assert.Contains("No change of ours stands out; what was noted points elsewhere.", Words(scene), StringComparison.Ordinal);
        Assert.Contains("a provider is in trouble: ", Words(scene), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_draft_and_the_export_tell_it()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayBad("stripe", "Elevated *errors* <b>", scene.Time.GetUtcNow() - Minute);
        scene.Providers.SayFine("aws");
        await StartAsync(scene);
        var record = await scene.Get<PostmortemRecords>().ReadAsync(await scene.IncidentAsync(), default);
        var draft = PostmortemDocument.Assemble(record);

        Assert.Contains("## Third parties\n\nWhat their status pages said, and when the bot read it:\n\n- **2026-03-02 09:0", draft, StringComparison.Ordinal);
        Assert.Contains("stripe: partial outage of API (“Elevated \\*errors\\* \\<b>”), since 2026-03-02 08:59:00 UTC ([status page](<https://status.example.com/i/1>))", draft, StringComparison.Ordinal);
        Assert.Contains("aws: no incident published", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("**On record:** stripe", draft, StringComparison.Ordinal);
        var finding = record.Findings[0];
        Assert.Equal(("provider/stripe", FindingVerdict.Trouble, 1), (finding.Key, finding.Verdict, finding.Entry));
        Assert.Empty(await AuditScene.ProblemsAsync(scene));
    }

    [Fact]
    public async Task What_was_bad_long_before_is_found_but_no_news()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayBad("stripe", "Old trouble", scene.Time.GetUtcNow().AddDays(-9));
        await StartAsync(scene);

        Assert.Empty(Lines(scene));
        Assert.Empty(await EntriesAsync(scene));
        Assert.Contains("stripe partial outage of API (“Old trouble”), since long before, since 2026-02-21", Small(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_the_affected_services_stand_on_is_asked_until_it_is_resolved()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayFine("stripe");
        await StartAsync(scene, "start Search is slow --service search");
        Assert.Equal(0, scene.Providers.Asked);

        await scene.TypeAsync("service add checkout", Scene.Room);
        await scene.PassAsync(Minute);
        Assert.Equal(2, scene.Providers.Asked);
        await scene.TypeAsync("status resolved All is well", Scene.Room);
        var asked = scene.Providers.Asked;
        await scene.PassAsync(30 * Minute);
        Assert.Equal(asked, scene.Providers.Asked);
        await scene.TypeAsync("status investigating It is back", Scene.Room);
        await scene.PassAsync(Minute);
        Assert.True(scene.Providers.Asked > asked);
    }

    [Fact]
    public async Task What_a_page_says_can_do_nothing()
    {
        await using var scene = await SetAsync();
        scene.Providers.SayBad("stripe", "<!channel> /incident resolve `x` *y*\n# z", scene.Time.GetUtcNow());
        await StartAsync(scene);

        Assert.True((await scene.IncidentAsync()).IsOpen);
        Assert.All(scene.Chat.Done.Where(one => one.Key.StartsWith("INC-1/provider/", StringComparison.Ordinal)).Select(one => ((PostCard)one.Action).Card), card =>
            Assert.All(card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans), span => Assert.True(span is PlainSpan or TimeSpanText or LinkSpan or BoldSpan)));
    }

    private static async Task<Scene> SetAsync()
    {
        var scene = await Scene.SetAsync(catalogue: new CatalogueOptions
        {
            Providers = new Dictionary<string, CatalogueProvider>(StringComparer.OrdinalIgnoreCase)
            {
                ["stripe"] = new() { Page = "https://status.stripe.com" },
                ["aws"] = new() { Page = "https://health.aws.amazon.com" },
                ["unused"] = new() { Page = "https://status.example.com" },
            },
            Services = new Dictionary<string, CatalogueService>(StringComparer.OrdinalIgnoreCase)
            {
                ["checkout"] = new() { Repositories = ["acme/checkout"], Providers = ["Stripe"], Dependencies = ["cart"] },
                ["cart"] = new() { Repositories = ["acme/cart"], Providers = ["aws", "stripe"] },
                ["search"] = new() { Repositories = ["acme/search"] },
            },
        });
        return scene;
    }

    private static async Task StartAsync(Scene scene, string start = "start Checkout returns 500s --sev 2 --service checkout")
    {
        await scene.TypeAsync(start, Scene.Lobby);
        await scene.PassAsync(Minute);
    }

    private static List<string> Lines(Scene scene) =>
        [.. scene.Chat.Done.Where(one => one.Action is PostCard && one.Key.StartsWith("INC-1/provider/", StringComparison.Ordinal)).Select(one => one.Key)];

    private static Card Card(Scene scene) => scene.Chat.Shown(Lines(scene)[0]);

    private static async Task<IReadOnlyList<TimelineEntry>> EntriesAsync(Scene scene) =>
        await scene.Get<TimelineStore>().ListAsync(Scene.Workspace, Id, default);

    private static string Small(Scene scene) =>
        string.Join('\n', scene.Chat.Shown(IncidentKeys.Deploys(Id)).Parts.OfType<SmallPrint>().Select(part => part.Text.ToPlainText()));

    private static string Words(Scene scene) =>
        string.Join('\n', scene.Chat.Shown(IncidentKeys.Deploys(Id)).Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()));

    private static int Edits(Scene scene) => scene.Chat.Done.Count(one => one.Action is UpdateCard);
}
