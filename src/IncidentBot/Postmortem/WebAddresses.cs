using System.Text.RegularExpressions;

namespace IncidentBot.Postmortem;

/// <summary>Finds the web addresses in what people wrote, so that they stay clickable without trusting the text around them.</summary>
internal static partial class WebAddresses
{
    /// <summary>Cuts a text into addresses and what stands between them, in order and without loss.</summary>
    public static IEnumerable<(string Text, bool IsAddress)> Split(string text)
    {
        var done = 0;
        foreach (Match found in Candidates().Matches(text))
        {
            var address = WithoutTrailingMarks(found.Value);
            if (!IsSafe(address))
                continue;

            if (found.Index > done)
                yield return (text[done..found.Index], false);

            yield return (address, true);
            done = found.Index + address.Length;
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

    // Invisible characters and halves of characters end an address: nobody can see where it would lead.
    [GeneratedRegex(
        """https?://[^\s<>"`\\|\p{C}]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Candidates();

    [GeneratedRegex(
        "&#?[A-Za-z0-9]+;", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
