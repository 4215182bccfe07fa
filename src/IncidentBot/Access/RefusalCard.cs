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

    /// <summary>For people who are not members, or not known to be.</summary>
    public static Card ForOutsiders(Inbound by, Permission needs, ChatWords words)
    {
        var what = needs == Permission.Mark ? "The timeline stays as it is" : "Nothing was done";
        var why = by.Who.Membership == Membership.Guest
            ? "guests and people from other organisations can't run incidents here. Ask a member of this workspace to do it."
            : "I can't tell whether you're a member of this workspace, and only members can run incidents. "
            + $"Ask a member to do it{(words.ToTellMembers is { } look ? $", and ask an admin to {look}" : string.Empty)}.";
        return Card.Of($"{what}: {why} {CommandGrammar.Typed("help")} works for everyone. ({When.ToTheSecond(by.At)})");
    }

    /// <summary>For whom nobody can be told who they are any more.</summary>
    public static Card ForNobody(Inbound by) => Card.Of($"Nothing was done: this account was closed. ({When.ToTheSecond(by.At)})");

    /// <summary>For people outside the responders' group.</summary>
    /// <param name="needs">What was wanted.</param>
    /// <param name="some">Some of those who may.</param>
    /// <param name="all">How many may.</param>
    /// <param name="at">When it was wanted; UTC.</param>
    public static Card ForResponders(Permission needs, IReadOnlyList<Person> some, int all, DateTimeOffset at)
    {
        var text = new RichText([]).Plain($"Nothing was done: only responders can {InWords(needs)}. ");
        if (all == 0)
            return Of(text.Plain("The responders group is empty; ask an admin to add people to it."), needs, at);

        text = text.Plain("Ask one of them: ");
        for (var i = 0; i < some.Count; i++)
            text = (i == 0 ? text : text.Plain(", ")).Person(some[i].Id, some[i].Name);

        return Of(text.Plain(all > some.Count ? " and others." : "."), needs, at);
    }

    /// <summary>For when nobody can tell who the responders are.</summary>
    public static Card ForUnreadableGroup(Permission needs, string group, ChatWords words, DateTimeOffset at) =>
        Of(
            new RichText([]).Plain(
                $"Nothing was done: only responders can {InWords(needs)}, and I can't read the responders group {group}. "
                    + $"Ask an admin to {words.ToReadGroups ?? "check the settings"}."),
            needs, at);

    private static Card Of(RichText text, Permission needs, DateTimeOffset at)
    {
        if (needs == Permission.CallSeverity1)
            text = text.Plain(" You can set severity 2 in the meantime.");

        return new Card($"{text.ToPlainText()} ({When.ToTheSecond(at)})", [new Paragraph(text)]);
    }

    private static string InWords(Permission needs) => needs switch
    {
        Permission.Close => "close an incident",
        Permission.Reopen => "reopen an incident",
        Permission.Cancel => "cancel an incident that someone else started",
        Permission.CallSeverity1 => "set severity 1",
        Permission.Export => "export an incident",
        _ => throw new ArgumentOutOfRangeException(nameof(needs), needs, "Not limited to responders."),
    };
}
