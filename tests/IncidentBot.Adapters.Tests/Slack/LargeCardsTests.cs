using IncidentBot.Actions;
using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Setup;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.Wire;
using IncidentBot.Timeline;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>The cards of large incidents stay within Slack's limits, whatever people have written.</summary>
public sealed class LargeCardsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Person Long = new(new PersonId("U1"), new string('M', 80) + " & <Söhne>", "Europe/Berlin");

    [Fact]
    public void Every_page_of_2000_entries_fits_whatever_they_say()
    {
        var all = Enumerable.Range(1, 2000).Select(Entry).ToList();
        for (var page = 1; page <= 134; page++)
        {
            var message = SlackBlocks.Render(TimelineCard.Compose(new IncidentId(4711), all, page, Now, SlackTerms.Limits, SlackTerms.Words));
            BlockRules.Check(message);
            var entries = message.Blocks.OfType<SectionBlock>().Count(section => section.Accessory is OverflowElement);
            Assert.Equal(Math.Min(15, 2000 - ((page - 1) * 15)), entries);
        }
    }

    [Fact]
    public void The_page_of_500_incidents_and_50_people_fits()
    {
        var open = Enumerable.Range(1, 400).Select(Incident).ToList();
        var past = Enumerable.Range(401, 100).Select(Incident).ToList();
        var due = open.ToDictionary(incident => incident.Id, _ => Now);
        var home = SlackBlocks.Render(HomeCard.Compose(new HomeContent(Long.Id, open, due, past, new string('w', 100), Now)
        {
            Actions = [.. Enumerable.Range(1, 100).Select(number => new SeenAction(open[0], new ActionItem(number, new ActionTerms(new string('&', ActionTerms.LongestText)) { Owner = Long }, Long, Now)))],
        }));
        BlockRules.Check(home);
        Assert.InRange(home.Blocks.Count, 10, 100);
        BlockRules.Check(SlackBlocks.Render(IncidentCard.Compose(Incident(9))));
    }

    [Fact]
    public void A_waiting_view_can_be_closed_but_not_sent_and_a_form_with_a_long_introduction_fits()
    {
        var waiting = SlackViews.Waiting("One moment, INC-4711");
        Assert.Null(waiting.Submit);
        Assert.Single(waiting.Blocks);

        var form = new Form("start", "Start", "Start", "", [new TextField("title", "What?")]) { Intro = RichText.Of(new string('&', 9000)) };
        var view = SlackViews.Render(form, new ViewOrigin(null, null, null, null));
        Assert.IsType<InputBlock>(view.Blocks[^1]);
        Assert.All(view.Blocks.OfType<SectionBlock>(), section => Assert.InRange(section.Text!.Text.Length, 1, 3000));
    }

    private static TimelineEntry Entry(int number) => new()
    {
        Number = number,
        At = Now.AddSeconds(number),
        RecordedAt = Now.AddHours(1),
        Kind = EntryKind.Communication,
        Author = Long,
        CapturedBy = Long with { Id = new PersonId("U2") },
        Text = string.Concat(Enumerable.Repeat(number % 2 == 0 ? "<b>&" : "🔥ä„", 1000)),
        Permalink = new Uri("https://example.slack.com/archives/C0123456789/p1234567890123456?thread_ts=1234567890.123456&cid=C0123456789"),
    };

    private static Incident Incident(int number) => StartIncidentRules.Begin(
        new IncidentId(number),
        new WorkspaceId("T1"),
        "slack",
        new IncidentStarted(Long, Now, string.Create(CultureInfo.InvariantCulture, $"{number} {new string('&', 190)}"), 1, [.. Enumerable.Range(1, 50).Select(n => string.Create(CultureInfo.InvariantCulture, $"service-{n}"))], Visibility.Public),
        new ReplyTo(new ChannelId("C1"), Long.Id)) with
    {
        Channel = new ChannelId("C0123456789"),
        ChannelName = new string('c', 80),
        Roles = new Dictionary<IncidentRole, Person> { [IncidentRole.Commander] = Long, [IncidentRole.Comms] = Long, [IncidentRole.Scribe] = Long },
        Impact = new string('<', 2000),
    };
}
