using System.Text;

namespace IncidentBot.Language;

/// <summary>Puts formatted words together, piece by piece.</summary>
public sealed class FormattedTextBuilder
{
    private readonly StringBuilder plain = new();
    private readonly List<TextFormat> formats = [];

    /// <summary>So many characters it has by now.</summary>
    public int Length => plain.Length;

    /// <summary>Adds plain words.</summary>
    public FormattedTextBuilder Add(string words)
    {
        plain.Append(words);
        return this;
    }

    /// <summary>Adds words with their formats.</summary>
    public FormattedTextBuilder Add(FormattedText words)
    {
        formats.AddRange(words.Formats.Select(one => one with { Start = one.Start + plain.Length }));
        plain.Append(words.Plain);
        return this;
    }

    /// <summary>Adds words on a line of their own; none where there are no words.</summary>
    public FormattedTextBuilder AddLine(FormattedText words)
    {
        if (words.IsBlank)
            return this;
        BeginLine();
        return Add(words);
    }

    /// <summary>Ends the line, unless nothing stands on it yet.</summary>
    public FormattedTextBuilder BeginLine()
    {
        if (plain.Length > 0 && plain[^1] != '\n')
            plain.Append('\n');
        return this;
    }

    /// <summary>Gives a format to all that was added since.</summary>
    /// <param name="kind">Which format.</param>
    /// <param name="start">The <see cref="Length"/> at that time.</param>
    public FormattedTextBuilder Format(FormatKind kind, int start)
    {
        if (plain.Length > start)
            formats.Add(new TextFormat(kind, start, plain.Length - start));
        return this;
    }

    /// <summary>What was put together, without the blank space around it.</summary>
    public FormattedText Build() => FormattedText.Of(plain.ToString(), formats).Trimmed();
}
