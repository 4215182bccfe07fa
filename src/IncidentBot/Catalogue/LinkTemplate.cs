using System.Globalization;
using System.Text;
using IncidentBot.Language;

namespace IncidentBot.Catalogue;

/// <summary>
/// Fills a window into the address of a link. <c>{start}</c> and <c>{end}</c> are milliseconds since 1970; behind a colon stands another
/// form: <c>ms</c>, <c>s</c>, <c>us</c>, <c>ns</c> or <c>iso</c>. <c>{trace}</c> stands for the id of a request or trace. Every other
/// brace is a mistake; a real one is written %7B or %7D.
/// </summary>
internal static class LinkTemplate
{
    /// <summary>
    /// The longest address once it is filled in, as <see cref="SizeOf"/> counts it: chats take little more in a link that has a label.
    /// </summary>
    public const int LongestAddress = 1400;

    private const int LongestTemplate = 4000;

    private const string TracePlace = "{trace}", SampleTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly string[] Names = ["start", "end"], Forms = ["ms", "s", "us", "ns", "iso"];

    /// <summary>
    /// The address for a window; null: the link needs the id of a trace and gets none, or has a mistake, which stops the start of the bot.
    /// </summary>
    /// <param name="link">The link.</param>
    /// <param name="window">The window.</param>
    /// <param name="trace">The id of a trace or request, checked already; null: there is none.</param>
    public static Uri? Fill(ServiceLink link, TimeWindow window, string? trace = null) =>
        (trace is not null || !NeedsTrace(link)) && Read(link, window, trace, out var filled) is null ? filled : null;

    /// <summary>Whether a link is about one request, whose id stands for <c>{trace}</c>.</summary>
    public static bool NeedsTrace(ServiceLink link) => link.Url.Contains(TracePlace, StringComparison.Ordinal);

    /// <summary>What is wrong with a link's address, as the end of a sentence; null: nothing.</summary>
    public static string? Problem(ServiceLink link) =>
        Read(
            link, new TimeWindow(DateTimeOffset.UnixEpoch.AddDays(20000), DateTimeOffset.UnixEpoch.AddDays(20001)), SampleTrace, out _);

    private static string? Read(ServiceLink link, TimeWindow window, string? trace, out Uri? filled)
    {
        filled = null;
        var template = link.Url.Trim();
        if (template.Length > LongestTemplate)
            return $"is longer than {LongestTemplate} characters";
        if (Array.Exists(template.ToCharArray(), letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            return "has a space or a line break in it; write %20 for a space";
        if (HostProblem(template) is { } host)
            return host;
        if (Replace(template, window, trace, out var text) is { } placeholder)
            return placeholder;
        if (LinkWindows.Add(text, link.Kind, window, out var whole) is { } form)
            return form;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var address))
            return "isn't a web address";
        if (SizeOf(address) > LongestAddress)
            return $"has more than {LongestAddress} characters once it is filled in, where each & counts as 5; use a shorter one, such as "
                + "that of a saved view";

        filled = address;
        return null;
    }

    /// <summary>What an address takes in a message: an ampersand is five letters in the mark-up of most chats.</summary>
    public static int SizeOf(Uri address) => address.AbsoluteUri.Length + (4 * address.AbsoluteUri.Count(letter => letter == '&'));

    private static string? HostProblem(string template)
    {
        var begin = template.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = begin < 3 ? -1 : template.IndexOfAny(['/', '?', '#'], begin);
        var authority = end < 0 ? template : template[..end];
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.Host.Length == 0)
            return "isn't a web address; write it like https://grafana.example.com/d/checkout";
        return address.UserInfo.Length > 0 ? "has a name or password before its host, which everybody would see; leave that out" : null;
    }

    private static string? Replace(string template, TimeWindow window, string? trace, out string filled)
    {
        var text = new StringBuilder(template.Length);
        filled = template;
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] == '}')
                return "has a “}” without a “{” before it; write %7D for a brace that is no placeholder";
            if (template[at] != '{')
            {
                text.Append(template[at]);
                continue;
            }

            var end = template.IndexOf('}', at);
            if (end < 0)
                return "has a “{” without a “}” after it; write %7B for a brace that is no placeholder";
            var placeholder = template[at..(end + 1)];
            var value = Uri.EscapeDataString(trace ?? string.Empty);
            if (placeholder != TracePlace && Value(placeholder[1..^1], window, out value) is { } problem)
                return problem;

            text.Append(value);
            at = end;
        }

        filled = text.ToString();
        return null;
    }

    private static string? Value(string placeholder, TimeWindow window, out string value)
    {
        var (name, form) = placeholder.Split(':', 2) is [var first, var second] ? (first, second) : (placeholder, "ms");
        var at = name == "end" ? window.End : window.Start;
        value = Uri.EscapeDataString(InForm(at, form));
        if (!Names.Contains(name, StringComparer.Ordinal))
            return $"has the placeholder {{{OneLine.Of(placeholder, 40)}}}{Meant(name, Names)}; there are {{start}}, {{end}} "
                + "and {trace}, and a real brace is written %7B or %7D";
        return Forms.Contains(form, StringComparer.Ordinal)
            ? null
            : $"has {{{OneLine.Of(placeholder, 40)}}}{Meant(form, Forms)}; the forms are {string.Join(", ", Forms)}, "
                + $"such as {{{name}:iso}}";
    }

    private static string Meant(string typed, string[] known) =>
        Words.Nearest(typed, known) is { } near ? $" (did you mean “{near}”?)" : string.Empty;

    private static string InForm(DateTimeOffset at, string form) => form switch
    {
        "s" => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        "us" => TimeWindow.Microseconds(at),
        "ns" => TimeWindow.Microseconds(at) + "000",
        "iso" => TimeWindow.Iso(at),
        _ => TimeWindow.Milliseconds(at),
    };
}
