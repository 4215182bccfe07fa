using System.Text;
using System.Text.RegularExpressions;

namespace IncidentBot.Simulator.Workspace;

/// <summary>Turns what a person types into the text Slack sends: escaped, with mentions as ids and links in angle brackets.</summary>
internal static partial class TypedText
{
    /// <summary>The wire text of a message.</summary>
    public static string ToMessage(SlackWorkspace workspace, string typed) => Translate(workspace, typed, withNames: false);

    /// <summary>The wire text of a slash command whose app asked for <c>should_escape</c>.</summary>
    public static string ToCommand(SlackWorkspace workspace, string typed) => Translate(workspace, typed, withNames: true);

    public static string Unescape(string text) => text
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal);

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Translate(SlackWorkspace workspace, string typed, bool withNames)
    {
        var text = new StringBuilder(typed.Length + 32);
        var at = 0;
        foreach (Match match in Special().Matches(typed))
        {
            if (match.Index < at) continue;
            var (length, token) = Token(workspace, typed, match, withNames);
            if (token is null) continue;
            text.Append(Escape(typed[at..match.Index])).Append(token);
            at = match.Index + length;
        }
        return text.Append(Escape(typed[at..])).ToString();
    }

    private static (int Length, string? Token) Token(SlackWorkspace workspace, string typed, Match match, bool withNames)
    {
        if (match.Groups["url"] is { Success: true } url) return Link(url.Value);
        if (match.Groups["mail"] is { Success: true } mail) return (mail.Length, $"<mailto:{mail.Value}|{mail.Value}>");
        if (match.Groups["host"] is { Success: true } host) return (host.Length, $"<http://{host.Value}|{host.Value}>");
        if (match.Groups["id"] is { Success: true } id) return (match.Length, ById(workspace, id.Value, withNames));
        return match.Value[0] == '@' ? Mention(workspace, typed, match.Index, withNames) : Room(workspace, typed, match.Index);
    }

    private static (int Length, string Token) Link(string url)
    {
        // A full stop or bracket after an address belongs to the sentence.
        var trimmed = url.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '"', '*', '_');
        return (trimmed.Length, $"<{Escape(trimmed)}>");
    }

    private static string? ById(SlackWorkspace workspace, string id, bool withNames)
    {
        if (id[0] == '@')
            return workspace.People.Find(p => p.Id == id[1..]) is { } person ? UserToken(person, withNames) : null;
        return workspace.FindChannel(id[1..]) is { } channel ? $"<#{channel.Id}|{channel.Name}>" : null;
    }

    private static (int Length, string? Token) Mention(SlackWorkspace workspace, string typed, int at, bool withNames)
    {
        foreach (var range in (string[])["here", "channel", "everyone"])
            if (NameStandsAt(typed, at + 1, range, anyCase: false)) return (range.Length + 1, $"<!{range}>");
        foreach (var group in workspace.UserGroups)
            if (NameStandsAt(typed, at + 1, group.Handle, anyCase: false))
                return (group.Handle.Length + 1, $"<!subteam^{group.Id}|@{group.Handle}>");
        // People count as they are written, since Slack's own client turns only what was picked from its list into a mention.
        // The app counts in any case: whoever calls for help at night does not look at capital letters.
        var named = workspace.People
            .SelectMany(p => p.IsBot ? new[] { p.Handle, p.Name, p.RealName } : [p.Handle, p.Name], (p, name) => (Name: name, Person: p))
            .Where(n => NameStandsAt(typed, at + 1, n.Name, n.Person.IsBot))
            .OrderByDescending(n => n.Name.Length);
        foreach (var (name, person) in named) return (name.Length + 1, UserToken(person, withNames));
        return (0, null);
    }

    private static (int Length, string? Token) Room(SlackWorkspace workspace, string typed, int at)
    {
        var rooms = workspace.Channels.Where(c => c.Kind is ChannelKind.Public or ChannelKind.Private);
        foreach (var room in rooms.OrderByDescending(c => c.Name.Length))
            if (NameStandsAt(typed, at + 1, room.Name, anyCase: false)) return (room.Name.Length + 1, $"<#{room.Id}|{room.Name}>");
        return (0, null);
    }

    private static string UserToken(Person person, bool withNames) => withNames ? $"<@{person.Id}|{person.Handle}>" : $"<@{person.Id}>";

    private static bool NameStandsAt(string typed, int at, string name, bool anyCase)
    {
        var comparison = anyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (name.Length == 0 || string.Compare(typed, at, name, 0, name.Length, comparison) != 0) return false;
        var end = at + name.Length;
        // A hyphen goes on with a name only when a letter follows: @sam-old is somebody else, @sam- is not.
        return !IsWordAt(typed, end) && !(end < typed.Length && typed[end] == '-' && IsWordAt(typed, end + 1));
    }

    private static bool IsWordAt(string typed, int at) => at < typed.Length && (char.IsLetterOrDigit(typed[at]) || typed[at] == '_');

    // In this order: links, mentions already resolved to ids, mail addresses, bare host names, names after @ and #.
    [GeneratedRegex(
        """
        (?<url>https?://[^\s<>|]+)
        | <(?<id>[@\#][A-Z0-9]{5,})(\|[^<>]*)?>
        | (?<![\w.@-])(?<mail>[\w.+-]+@[\w-]+(\.[\w-]+)*\.(com|org|net|io|dev))\b
        | (?<![\w.@/-])(?<host>([a-z0-9-]+\.)+(com|org|net|io|dev))\b
        | (?<![\w<])[@\#](?=\w)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Special();
}
