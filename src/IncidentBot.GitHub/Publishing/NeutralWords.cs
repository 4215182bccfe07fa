using System.Text.RegularExpressions;

namespace IncidentBot.GitHub.Publishing;

/// <summary>
/// Takes from people's words what GitHub would act on: a mention would notify somebody, and a reference would show in an issue or close it.
/// They look the same, and mean nothing to GitHub.
/// </summary>
internal static partial class NeutralWords
{
    private const string Joiner = "\u200D";

    /// <summary>The words with something invisible where a mention or a reference would begin.</summary>
    public static string Of(string text)
    {
        var unnamed = Mention().Replace(text, $"@{Joiner}${{next}}");
        var unnumbered = Reference().Replace(unnamed, $"${{sign}}{Joiner}${{next}}");
        return Address().Replace(unnumbered, $"${{kind}}{Joiner}/${{next}}");
    }

    [GeneratedRegex("@(?<next>[A-Za-z0-9])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Mention();

    // "#12" and "GH-12", with or without a repository before it; also where a backslash stands in between as in escaped Markdown.
    [GeneratedRegex(@"(?<sign>#|\bGH-|\bGH\\-)(?<next>[0-9])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("(?<kind>/(issues|pull|discussions|commit))/(?<next>[0-9a-f])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Address();
}
