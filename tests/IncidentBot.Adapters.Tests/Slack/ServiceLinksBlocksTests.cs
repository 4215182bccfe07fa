using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Services;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>However much the catalogue says of the services, Slack takes the message of their links whole.</summary>
public sealed class ServiceLinksBlocksTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(20)]
    [InlineData(300)]
    [InlineData(600)]
    [InlineData(650)]
    public void No_link_is_cut_and_nothing_is_shortened(int length)
    {
        var catalogue = new CatalogueOptions();
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
            catalogue.Services[name] = Service(name, length);
        var incident = StartIncidentRules.Begin(
            new IncidentId(7), new WorkspaceId("T1"), "slack", new IncidentStarted(new Person(new PersonId("U1"), "Maya", "UTC"), Now, "Down", 2, ["a", "b", "c", "d", "e"], Visibility.Public),
            new ReplyTo(new ChannelId("C1"), new PersonId("U1")));

        var card = ServiceLinksCard.Compose(incident, catalogue, Now.AddHours(1), [])!;
        var blocks = SlackBlocks.Render(card).Blocks;

        Assert.DoesNotContain(blocks, block => Text(block).Contains("shortened", StringComparison.Ordinal));
        var links = card.Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<LinkSpan>().ToList();
        Assert.NotEmpty(links);
        Assert.Equal(links.Count, blocks.Sum(block => Text(block).Split("<https://").Length - 1));
        Assert.InRange(SlackBlocks.Size(blocks), 1, BlockLimits.MessageBlocks);
        Assert.Equal(5, blocks.OfType<SectionBlock>().Count(block => Text(block).Contains('`', StringComparison.Ordinal)));
    }

    private static CatalogueService Service(string name, int length) => new()
    {
        Owners = [$"{name}-oncall"],
        Links = [.. Enumerable.Range(0, 12).Select(number => new ServiceLink { Name = $"{name}{number} <&>", Kind = LinkKind.Grafana, Url = $"https://g.example/{number}?{string.Concat(Enumerable.Repeat("a=b&", length / 4))}" })],
        Commands = [.. Enumerable.Range(0, 3).Select(number => new ServiceCommand { Name = $"Command {number}", Text = new string('x', 500) })],
    };

    private static string Text(SlackBlock block) => block switch
    {
        SectionBlock { Text: { } text } => text.Text,
        ContextBlock context => string.Concat(context.Elements.Select(element => element.Text)),
        _ => string.Empty,
    };
}
