using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Access;

/// <summary>Says what was not done, who may do it, and what to do now.</summary>
internal static class RefusalCard
{
    /// <summary>How many responders are named.</summary>
    public const int MostNamed = 5;

    /// <summary>For who is no member, or not known to be one.</summary>
    public static Card ForOutsiders(Inbound by, Permission needs, ChatWords words)
    {
        var what = needs == Permission.Mark ? "The timeline stays as it is" : "Nothing was done";
        var why = by.Who.Standing == Standing.Guest
            ? "guests, and people of other organisations, may not run incidents here. Ask a member of this workspace to do it."
            : "I can't tell whether you are a member of this workspace, and only members may run incidents. "
            + $"Ask a member to do it{(words.ToTellMembers is { } look ? $", and an admin to {look}" : string.Empty)}.";
        return Card.Of($"{what}: {why} `{CommandGrammar.Prefix} help` works for everyone. ({When.ToTheSecond(by.At)})");
    }

    /// <summary>For who is not in the responders' group.</summary>
    /// <param name="needs">What was wanted.</param>
    /// <param name="some">Some of those who may.</param>
    /// <param name="all">How many may.</param>
    /// <param name="at">When it was wanted; UTC.</param>
    public static Card ForResponders(Permission needs, IReadOnlyList<Person> some, int all, DateTimeOffset at)
    {
        var text = new RichText([]).Plain($"Nothing was done: only the responders may {InWords(needs)}. ");
        if (all == 0)
            return Of(text.Plain("Their user group is empty, so ask an admin to fill it."), needs, at);

        text = text.Plain("Ask one of them: ");
        for (var i = 0; i < some.Count; i++)
            text = (i == 0 ? text : text.Plain(", ")).Person(some[i].Id, some[i].Name);

        return Of(text.Plain(all > some.Count ? " and others." : "."), needs, at);
    }

    /// <summary>For when nobody can tell who the responders are.</summary>
    public static Card ForUnreadableGroup(Permission needs, string group, ChatWords words, DateTimeOffset at) =>
        Of(
            new RichText([]).Plain(
                $"Nothing was done: only the responders may {InWords(needs)}, and I can't read their user group {group}. "
                    + $"Ask an admin to {words.ToReadGroups ?? "look at the settings"}."),
            needs, at);

    private static Card Of(RichText text, Permission needs, DateTimeOffset at)
    {
        if (needs == Permission.CallSeverity1)
            text = text.Plain(" Until then, severity 2 is open to you.");

        return new Card($"{text.ToPlainText()} ({When.ToTheSecond(at)})", [new Paragraph(text)]);
    }

    private static string InWords(Permission needs) => needs switch
    {
        Permission.Close => "close an incident",
        Permission.Cancel => "cancel an incident that somebody else started",
        Permission.CallSeverity1 => "give an incident severity 1",
        Permission.Export => "export an incident",
        _ => throw new ArgumentOutOfRangeException(nameof(needs), needs, "Not limited to responders."),
    };
}
