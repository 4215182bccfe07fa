namespace IncidentBot.Language.Blameless.Sentences;

/// <summary>Where the lines of a text begin.</summary>
internal sealed class TextLines
{
    private readonly List<int> starts = [0];

    public TextLines(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\n' || (text[at] == '\r' && (at + 1 == text.Length || text[at + 1] != '\n'))) starts.Add(at + 1);
        }
    }

    /// <summary>The line and the column, both from 1, of a place in the text.</summary>
    public (int Line, int Column) Of(int place)
    {
        var found = starts.BinarySearch(place);
        var line = found >= 0 ? found : ~found - 1;
        return (line + 1, place - starts[line] + 1);
    }
}
