using System.Text;

namespace IncidentBot.Postmortem.Templates;

/// <summary>
/// Takes in what a template gives, piece by piece. Where a block is left out, no gap stays: text of the template never makes more than one
/// blank line. What a value says is left as it is.
/// </summary>
/// <param name="isBounded">Whether it can become too long.</param>
internal sealed class TemplateOutput(bool isBounded = true)
{
    /// <summary>The longest document; characters. The bot's own timeline has at most half of it.</summary>
    public const int MostCharacters = 2 * Sections.TimelineSection.MostCharacters;

    // So many pieces are written before a template is held for one that would never end.
    private const int MostPieces = 2_000_000;

    private readonly StringBuilder written = new();
    private int pieces;

    /// <summary>Whether it has become longer than a draft may be.</summary>
    public bool IsFull => isBounded && (written.Length > MostCharacters || pieces > MostPieces);

    /// <summary>The text of the template.</summary>
    public void Text(string text)
    {
        pieces++;
        var at = 0;
        for (var breaks = BreaksAtTheEnd(); at < text.Length; at++)
        {
            breaks = text[at] == '\n' ? breaks + 1 : 0;
            if (breaks <= 2)
                written.Append(text[at]);
        }
    }

    /// <summary>What a field says, as Markdown.</summary>
    public void Value(string markdown)
    {
        pieces++;
        written.Append(markdown);
    }

    /// <summary>The document; ends with one line feed.</summary>
    public override string ToString()
    {
        var length = written.Length;
        while (length > 0 && written[length - 1] is '\n' or ' ')
            length--;
        return written.ToString(0, length) + "\n";
    }

    // The beginning counts as a blank line.
    private int BreaksAtTheEnd() => written.Length == 0 ? 2
        : written[^1] != '\n' ? 0
        : written.Length > 1 && written[^2] == '\n' ? 2
        : 1;
}
