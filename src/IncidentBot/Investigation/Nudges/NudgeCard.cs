using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Signals;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Nudges;

/// <summary>What nudges say: what is missing, why they came, and how to be rid of them. Nobody's words are repeated in them.</summary>
internal static class NudgeCard
{
    /// <summary>A nudge.</summary>
    /// <param name="about">Which one, and about which entry.</param>
    /// <param name="asked">Who is asked; null: everybody.</param>
    /// <param name="at">When; UTC.</param>
    public static Card Of(NudgeSubject about, Person? asked, DateTimeOffset at)
    {
        var question = asked is null ? new RichText([]) : new RichText([]).Person(asked.Id, asked.Name).Plain(" ");
        question = question.Plain(Question(about));
        var reason = $"{Reason(about)} It comes once.";
        return new Card(
            $"{about.Id}: {question.ToPlainText()} {reason} ({When.ToTheSecond(at)})",
            [
                new Paragraph(question),
                new SmallPrint(reason),
                new Buttons(
                [
                    new Button(NudgeButtonIds.Answer, Answer(about.Nudge), about.Value, ButtonStyle.Primary),
                    .. about.Nudge == Nudge.Observe
                        ? [new Button(SignalButtonIds.Ask, "Show the signals", IncidentButtons.Of(about.Id))]
                        : (IEnumerable<Button>)[],
                    new Button(NudgeButtonIds.Off, "Not in this incident", about.Value),
                    new Button(
                        NudgeButtonIds.OffForGood, "Never again", about.Value,
                        Confirm: "This turns it off in all incidents, for everybody."),
                ]),
            ]);
    }

    /// <summary>It is answered, or turned off: what stands in its place.</summary>
    public static Card Settled(NudgeSubject about, string what, Person by) => Card.Of(
        RichText.Of($"{Title(about.Nudge)}: {what} by ").Person(by.Id, by.Name).Plain("."));

    /// <summary>All nudges with who turned them off, privately.</summary>
    public static Card All(IncidentId incident, NudgeChoices choices, DateTimeOffset at)
    {
        var lines = Enum.GetValues<Nudge>().Select(nudge => Line(nudge, choices)).ToList();
        return new Card(
            $"Nudges in {incident}: {string.Join("; ", lines.Select(line => line.ToPlainText()))} ({When.ToTheSecond(at)})",
            [
                new Paragraph(RichText.Joined("\n", lines)),
                new SmallPrint(
                    RichText.Of("To turn one off or on, type ").Command("nudges off observe").Plain(" or ").Command("nudges on observe")
                        .Plain("; with ").Code("for good").Plain(" behind it, in all incidents.")),
            ]);
    }

    /// <summary>What a nudge is called.</summary>
    public static string Title(Nudge nudge) => nudge switch
    {
        Nudge.Observe => "Observe first",
        Nudge.Verify => "Verify a fix",
        _ => "Keep evidence before a restart",
    };

    /// <summary>The label of the field by which a nudge is answered.</summary>
    public static string Label(Nudge nudge) => nudge switch
    {
        Nudge.Observe => "What do you see?",
        Nudge.Verify => "How was it verified?",
        _ => "What was kept, and where?",
    };

    /// <summary>An example of an answer.</summary>
    public static string Example(Nudge nudge) => nudge switch
    {
        Nudge.Observe => "Such as: p99 rose from 300 ms to 12 s at 16:02, traffic and errors as usual.",
        Nudge.Verify => "Such as: the error rate has been back at 0.1 % for 5 min, and a test order went through.",
        _ => "Such as: heap dump of checkout-3 in the incidents bucket, and logs of the last hour.",
    };

    private static string Question(NudgeSubject about) => about.Nudge switch
    {
        Nudge.Observe => "Before anything is touched: what do you see? Look at the four signals in this order: latency (p50, p95, p99), "
            + "traffic against normal, errors by status, and saturation (processor, memory, disk, pools).",
        Nudge.Verify => string.Create(
            CultureInfo.InvariantCulture,
            $"How was the fix verified (entry {about.Entry})? Look at the numbers that showed the harm, from outside where you can."),
        _ => "Before the next restart: keep what it destroys, such as a heap or thread dump, the logs of the instance and its open "
            + "connections. One instance kept aside may be enough.",
    };

    private static string Reason(NudgeSubject about) => about.Nudge switch
    {
        Nudge.Observe => string.Create(
            CultureInfo.InvariantCulture,
            $"Asked since nothing that anybody saw is on record after {RemindOfMethod.UntilObserved.TotalMinutes:0} min."),
        Nudge.Verify => "Asked since nothing on record says that it works.",
        _ => string.Create(CultureInfo.InvariantCulture, $"Asked since entry {about.Entry} is the first that tells of a restart."),
    };

    private static string Answer(Nudge nudge) => nudge switch
    {
        Nudge.Observe => "Note what you see",
        Nudge.Verify => "Say how",
        _ => "Note what was kept",
    };

    private static RichText Line(Nudge nudge, NudgeChoices choices)
    {
        var line = RichText.Of($"{Title(nudge)} (").Code(Words.Of(nudge)).Plain("): ");
        if (choices.Of(nudge) is not { } choice)
            return line.Plain("on");

        var where = choices.LastHere(nudge) is null ? " for good" : " in this incident";
        return line.Plain($"{(choice.IsOn ? "on" : "off")}{where} by ").Person(choice.By.Id, choice.By.Name).Plain(", ").Time(choice.At);
    }
}

/// <summary>A nudge of an incident.</summary>
/// <param name="Id">Whose.</param>
/// <param name="Nudge">Which one.</param>
/// <param name="Entry">The entry that it is about; 0: none.</param>
internal sealed record NudgeSubject(IncidentId Id, Nudge Nudge, int Entry = 0)
{
    /// <summary>The key under which it is posted; of each kind but one there is one in an incident.</summary>
    public string Key => Nudge == Nudge.Verify
        ? string.Create(CultureInfo.InvariantCulture, $"{Beginning(Id)}{Words.Of(Nudge)}/{Entry}")
        : $"{Beginning(Id)}{Words.Of(Nudge)}";

    /// <summary>What its buttons carry.</summary>
    public string Value => IncidentButtons.Of(Id, Words.Of(Nudge), Entry.ToString(CultureInfo.InvariantCulture));

    /// <summary>How the keys of an incident's nudges begin.</summary>
    public static string Beginning(IncidentId id) => $"{id}/nudge/";

    /// <summary>Reads what stands behind the incident in a button's value; null: it is none of the bot's own.</summary>
    public static NudgeSubject? Read(IncidentId id, string more) =>
        more.Split('|') is [var word, var typed] && Words.TryParse<Nudge>(word, out var nudge)
        && int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
            ? new NudgeSubject(id, nudge, entry)
            : null;
}
