using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Routing;
using IncidentBot.Tests.Postmortem;
using IncidentBot.Timeline;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Changes;

/// <summary>What people type of a change is on the list and in the timeline of their incident, and nowhere else.</summary>
public sealed class TypeChangeTests
{
    private const string Typed = "change config: lowered cache.maxmemory to 256mb 5 min ago";

    private static readonly string Deploys = IncidentKeys.Deploys(new IncidentId(1));

    [Fact]
    public async Task It_is_on_the_list_and_in_the_timeline_with_one_line_for_everyone()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --service checkout");
        await scene.TypeAsync(Typed);

        var change = Assert.Single(await ChangesAsync(scene));
        Assert.Equal(("checkout", ChangeKind.Config, ChangeOrigin.Typed, "lowered cache.maxmemory to 256mb"), (change.Service, change.Kind, change.Origin, change.Description));
        Assert.Equal(Maya.Name, change.By);
        Assert.Equal(ManualTime.Start.AddMinutes(-5), change.At);
        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal(("config: lowered cache.maxmemory to 256mb", EntryKind.Action, change.At), (entry.Text, entry.Kind, entry.At));
        Assert.Equal(TypeChangeRules.Key(entry.Number), change.Key);
        Assert.Contains("checkout config “lowered cache.maxmemory to 256mb”, 5 min before", scene.Chat.Shown(Deploys).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_entry_says_when_it_was_and_whether_it_still_counts()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --service checkout");
        await scene.TypeAsync(Typed);

        await scene.SubmitAsync(TimelineFormIds.EditEntry, "1|1|0", ("text", "config: lowered it to 128mb"), ("time", "10 min ago"), ("kind", "action"));
        await scene.PassAsync(TimeSpan.FromSeconds(20));
        var edited = Assert.Single(await ChangesAsync(scene));
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        await scene.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal((ManualTime.Start.AddMinutes(-10), "lowered it to 128mb"), (edited.At, edited.Description));
        Assert.Empty((await scene.Get<ChangeStore>().FindAsync(await scene.IncidentAsync(), default)).All);
        Assert.DoesNotContain("checkout config", scene.Chat.Shown(Deploys).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_leave_the_record_leave_the_list()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --service checkout");
        var message = new MessageId(Scene.Room, "17.1");
        await scene.MentionAsync("change config: the secretword was lowered", message);
        Assert.Equal("the secretword was lowered", Assert.Single(await ChangesAsync(scene)).Description);

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Maya, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Maya.Id), new ChatMessage(message, ManualTime.Start, Maya, string.Empty, null)));
        await scene.PassAsync(TimeSpan.FromSeconds(20));

        Assert.DoesNotContain(await scene.RowsWithAsync("secretword"), row => row.StartsWith("deploy.", StringComparison.Ordinal));
        Assert.Empty((await scene.Get<ChangeStore>().FindAsync(await scene.IncidentAsync(), default)).All);
    }

    [Fact]
    public async Task What_is_typed_in_a_private_incident_stays_in_its_record()
    {
        await using var scene = await Scene.OfIncidentAsync("start Leak --service checkout --private");
        await scene.TypeAsync("change checkout: rotated secretkey");
        await scene.TypeAsync("start Checkout returns 500s --service checkout", Scene.Lobby);
        await scene.TypeAsync("deploys", SceneChat.ChannelOf(new IncidentId(2)));
        await scene.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Single(await ChangesAsync(scene));
        Assert.Empty(await ChangesAsync(scene, 2));
        Assert.DoesNotContain(await scene.RowsWithAsync("secretkey"), row => row.StartsWith("change_seen", StringComparison.Ordinal));
        Assert.DoesNotContain("secretkey", scene.Chat.Shown(IncidentKeys.Deploys(new IncidentId(2))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("change", "Write what changed.")]
    [InlineData("change config:", "Write what changed.")]
    [InlineData("change checkout: lowered the limit at 2099-01-01 10:00", "Nothing was recorded.")]
    public async Task What_cannot_be_read_is_said_and_not_recorded(string typed, string expected)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(typed);

        Assert.Contains(expected, scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(await ChangesAsync(scene));
        Assert.Empty(await scene.TimelineAsync());
    }

    [Fact]
    public async Task Of_several_affected_services_the_right_one_is_asked_for()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --service checkout,billing");
        await scene.TypeAsync("change lowered the limit");

        Assert.Contains("Nothing was recorded: I can't tell which service that was.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(await ChangesAsync(scene));
        Assert.Empty(await scene.TimelineAsync());
    }

    [Fact]
    public async Task An_incident_without_a_service_takes_a_change_without_one()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("change config: lowered cache.maxmemory to 256mb 5 min ago");

        var change = Assert.Single(await ChangesAsync(scene));
        Assert.Equal(("", "lowered cache.maxmemory to 256mb"), (change.Service, change.Description));
        Assert.Contains("config change “lowered cache.maxmemory to 256mb”, 5 min before", scene.Chat.Shown(Deploys).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("no service", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_without_a_time_counts_as_of_now_and_says_what_that_means()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --service checkout");
        await scene.TypeAsync("time impact-start 10 min ago because the graph shows it");
        await scene.TypeAsync("change flag: new_cart on for everyone");

        Assert.StartsWith(
            "INC-1: no time was given, so the change counts as of now. That is after the impact began, so it can't have caused it unless that time is "
                + "wrong. If it was earlier, edit the time of its entry.", scene.LastAnswer, StringComparison.Ordinal);
        var shown = scene.Chat.Shown(Deploys).Parts.OfType<Paragraph>().Single(part => part.Text.ToPlainText().Contains("checkout flag", StringComparison.Ordinal));
        Assert.Equal(
            "#1 · 0 of 100 checkout flag, 10 min after impact start: “new_cart on for everyone”\nWent live 10 min after the impact began, so it can't have caused it.",
            shown.Text.ToPlainText());
        Assert.NotNull(shown.Menu);
    }

    [Theory]
    [InlineData("change flag: new_checkout on for everyone", ChangeKind.Flag, "new_checkout on for everyone")]
    [InlineData("change MIGRATION orders.currency", ChangeKind.Migration, "orders.currency")]
    [InlineData("change lowered the limit", null, "lowered the limit")]
    [InlineData("change configured the cache", null, "configured the cache")]
    public void The_kind_is_the_first_word_where_it_is_one(string typed, ChangeKind? kind, string text)
    {
        var read = Assert.IsType<ChangeCommand>(Capabilities.Parser().Parse(TypedText.Of(typed)));

        Assert.Equal((kind, text), (read.Kind, read.Text));
    }

    [Theory]
    [InlineData("checkout: lowered the limit", "billing", "checkout")]
    [InlineData("lowered the limit of CHECKOUT", "billing", "checkout")]
    [InlineData("lowered the limit of checkout-worker", "billing", "billing")]
    [InlineData("lowered the limit", "billing", "billing")]
    [InlineData("lowered the limit", "billing,checkout", null)]
    [InlineData("lowered the limit", "", "")]
    [InlineData("orders-db: lowered the limit", "", "orders-db")]
    [InlineData("session_cache of checkout", "", "session_cache")]
    public void The_service_is_the_first_that_is_named_else_the_only_one(string text, string affected, string? expected)
    {
        var incident = SampleRecord.Incident with { Services = affected.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        var typed = new ChangeCommand(new NoteCommand(text, null, "action"), null, text);

        var decided = TypeChangeRules.Decide(incident, typed, ["checkout", "session_cache"], SampleRecord.Ada, ManualTime.Start);

        Assert.Equal(expected, decided.Fact?.Service);
        Assert.Equal(expected is null, decided.IsRefusal);
    }

    private static Task<IReadOnlyList<ServiceChange>> ChangesAsync(Scene scene, int incident = 1) =>
        scene.Get<ChangeStore>().ListFoundAsync(Scene.Workspace, new IncidentId(incident), default);
}
