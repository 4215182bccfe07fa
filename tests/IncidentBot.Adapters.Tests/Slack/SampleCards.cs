using IncidentBot.Chat;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Cards such as the bot posts, one of each kind of part at least.</summary>
internal static class SampleCards
{
    private static readonly DateTimeOffset At = new(2026, 5, 4, 10, 3, 19, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, Card> All { get; } = new Dictionary<string, Card>(StringComparer.Ordinal)
    {
        ["incident"] = new("INC-7 Checkout returns 500s: severity 2, investigating, nobody commands yet", [
            new Heading("INC-7 Checkout returns 500s"),
            new Fields([
                new Field("Severity", "2 (major)"),
                new Field("Status", "Investigating"),
                new Field("Commander", ""),
                new Field("Declared", RichText.Of("").Time(At).Plain(" by ").Person(new PersonId("U100"), "Maja")),
            ]),
            new Buttons([
                new Button("take_command", "Take command", "INC-7", ButtonStyle.Primary),
                new Button("set_status", "Resolved", "INC-7|resolved", ButtonStyle.Danger, "Is service restored and verified?"),
            ]),
            new SmallPrint(RichText.Of("Notes: react with :pushpin: or type ").Code("/incident note")),
        ]),
        ["checklist"] = new("Assess: 1 of 2 steps done. Next: How many customers are affected?", [
            new Heading("Checklist"),
            new Paragraph(RichText.Of("").Bold("Assess").Plain(" 1 of 2 done")),
            new Paragraph("✓ What is broken?", new Button("untick_step", "Untick", "INC-7|assess-1")),
            new Paragraph("How many customers are affected?", new Button("tick_step", "Done", "INC-7|assess-2")),
            new Rule(),
            new Paragraph("Stabilize 0 of 4", new Button("show_phase", "Show", "INC-7|stabilize")),
            new Paragraph("Fix 0 of 3", new Button("show_phase", "Show", "INC-7|fix")),
        ]),
        ["deploys"] = new("2 deploys in the 24 h before", [
            new Paragraph(RichText.Of("12 min before: ").Link(new Uri("https://github.com/o/checkout/deployments?a=1&b=2"), "checkout > v41 | main").Plain(" to production")),
            new Paragraph(RichText.Of("in ").Channel(new ChannelId("C200"), "deploys").Plain(" & 6 h before: v40 <rollback>")),
        ]),
        ["timeline"] = new("Timeline of INC-7, 2 entries", [
            new Heading("Timeline of INC-7, 2 entries"),
            new Paragraph(RichText.Of("").Time(At).Plain(" ").Bold("observation").Plain(" Errors rise — ").Person(new PersonId("U100"), "Maja"), Menu: new Menu([
                new Button("edit_entry", "Edit text, time or kind", "7|1"),
                new Button("split_entry", "Split in two", "7|1"),
                new Button("withdraw_entry", "Withdraw", "7|1"),
            ])),
            new Paragraph("Cache restarted", Menu: new Menu([new Button("withdraw_entry", "Withdraw", "7|2")])),
        ]),
        ["sentence"] = Card.Of("Noted: “cache is full” at 10:03 UTC"),
    };
}
