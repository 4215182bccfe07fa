using System.Text.RegularExpressions;

namespace IncidentBot.GitHub;

/// <summary>Reads where the next page is (docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).</summary>
internal static partial class PageLinks
{
    /// <summary>
    /// The address marked <c>rel="next"</c>; null: this is the last page, or the address lies on another server, which must not see the
    /// token.
    /// </summary>
    public static Uri? Next(HttpResponseMessage response, Uri root)
    {
        if (!response.Headers.TryGetValues("Link", out var values))
            return null;

        foreach (Match link in Links().Matches(string.Join(',', values)))
        {
            if (NextMark().IsMatch(link.Groups["parameters"].Value))
                return OnSameServer(root, link.Groups["address"].Value);
        }

        return null;
    }

    /// <summary>The address, made absolute; null unless it lies on the server of <paramref name="root"/>.</summary>
    public static Uri? OnSameServer(Uri root, string address) =>
        Uri.TryCreate(root, address, out var absolute)
        && absolute.GetLeftPart(UriPartial.Authority).Equals(root.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            ? absolute
            : null;

    [GeneratedRegex(
        "<(?<address>[^<>]*)>(?<parameters>[^<]*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();

    [GeneratedRegex(
        """rel\s*=\s*"?next"?(\W|$)""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextMark();
}
