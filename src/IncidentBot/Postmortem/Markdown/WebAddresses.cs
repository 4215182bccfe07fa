using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>Finds the web addresses in what people wrote, so that they stay clickable without trusting the text around them.</summary>
internal static partial class WebAddresses
{
    private const string Mark = "://";

    /// <summary>Cuts a text into addresses and what stands between them, in order and without loss.</summary>
    public static IEnumerable<(string Text, bool IsAddress)> Split(string text)
    {
        var done = 0;
        foreach (var (start, length) in Candidates(text))
        {
            var address = WithoutTrailingMarks(text.Substring(start, length));
            if (!IsSafe(address))
                continue;

            if (start > done)
                yield return (text[done..start], false);

            yield return (address, true);
            done = start + address.Length;
        }

        if (done < text.Length)
            yield return (text[done..], false);
    }

    /// <summary>The addresses alone, in order.</summary>
    public static IEnumerable<string> In(string text) => Split(text).Where(part => part.IsAddress).Select(part => part.Text);

    // What would be read as a character reference between the angle brackets would not come out as it was written.
    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http"
            or "https" && uri.Host.Length > 0 && !Reference().IsMatch(address);

    private static string WithoutTrailingMarks(string address)
    {
        // More closing brackets than opening ones.
        var surplus = address.AsSpan().Count(')') - address.AsSpan().Count('(');
        var end = address.Length;
        while (end > 0 && (".,;:!?'*_~]}".Contains(address[end - 1], StringComparison.Ordinal) || (address[end - 1] == ')' && surplus > 0)))
        {
            end--;
            if (address[end] == ')')
                surplus--;
        }

        return address[..end];
    }

    // What begins like an address, up to where it can be seen to end.
    private static IEnumerable<(int Start, int Length)> Candidates(string text)
    {
        var from = 0;
        while (text.IndexOf(Mark, from, StringComparison.Ordinal) is var mark and >= 0)
        {
            var scheme = LengthOfScheme(text, from, mark);
            from = mark + Mark.Length;
            while (scheme > 0 && from < text.Length && CanStandInAddress(text[from]))
                from++;

            if (scheme > 0 && from > mark + Mark.Length)
                yield return (mark - scheme, from - mark + scheme);
        }
    }

    private static int LengthOfScheme(string text, int from, int mark)
    {
        var before = text.AsSpan(from, mark - from);
        if (before.EndsWith("https", StringComparison.OrdinalIgnoreCase))
            return "https".Length;

        return before.EndsWith("http", StringComparison.OrdinalIgnoreCase) ? "http".Length : 0;
    }

    // Invisible characters and halves of characters end an address: nobody can see where it would lead.
    private static bool CanStandInAddress(char letter) =>
        !char.IsWhiteSpace(letter) && !"<>\"`\\|".Contains(letter, StringComparison.Ordinal)
        && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    [GeneratedRegex(
        "&#?[A-Za-z0-9]+;", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
