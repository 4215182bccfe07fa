using IncidentBot.Language;
using IncidentBot.Postmortem.Exports.Pulls;

namespace IncidentBot.GitHub.Publishing;

/// <summary>What a pull request says: the bot's words between two marks that only it sees, so that people can write around them.</summary>
internal sealed class PullWords(RepositoryFile file)
{
    private const string Begin = "<!-- incidentbot:begin -->", End = "<!-- incidentbot:end -->";
    private const int LongestTitle = 240, LongestBody = 60_000;

    /// <summary>The title of a new one.</summary>
    public string Title { get; } = OneLine.Of(NeutralWords.Of(file.Title), LongestTitle);

    /// <summary>The description of a new one.</summary>
    public string Body { get; } = $"{Begin}\n{OneBody(file)}\n{End}\n";

    /// <summary>The description of one that is there; null: it says so already, or people have taken the bot's words out.</summary>
    public string? BodyIn(string? there)
    {
        var text = (there ?? "").ReplaceLineEndings("\n");
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            return null;

        var now = text[..begin] + Body.TrimEnd('\n') + text[(end + End.Length)..];
        return now == text ? null : now;
    }

    // What people wrote can hold neither mark, since their signs are escaped in Markdown.
    private static string OneBody(RepositoryFile file)
    {
        var body = NeutralWords.Of(file.Description).TrimEnd('\n');
        return body.Length <= LongestBody ? body : body[..LongestBody];
    }
}
